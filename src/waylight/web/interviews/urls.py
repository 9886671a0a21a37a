"""Addresses under interviews."""

from django.urls import path

from waylight.web.interviews import arranging, checking, copying, views, writing

app_name = "interviews"
urlpatterns = [
    path("for/<uuid:episode_id>/", arranging.allocate, name="allocate"),
    path("for/<uuid:episode_id>/none/", arranging.exempt, name="exempt"),
    path("<uuid:interview_id>/", views.detail, name="detail"),
    path("<uuid:interview_id>/accept/", arranging.accept, name="accept"),
    path("<uuid:interview_id>/offer/", arranging.attempt, name="attempt"),
    path("<uuid:interview_id>/book/", arranging.book, name="book"),
    path("<uuid:interview_id>/held/", arranging.hold, name="hold"),
    path("<uuid:interview_id>/end/", arranging.end, name="end"),
    path("<uuid:interview_id>/hand-over/", arranging.hand_over, name="hand_over"),
    path("<uuid:interview_id>/withdraw/", arranging.withdraw, name="withdraw"),
    path("<uuid:interview_id>/cover/<uuid:episode_id>/", arranging.cover, name="cover"),
    path("<uuid:interview_id>/write-up/", writing.write_up, name="write_up"),
    path("<uuid:interview_id>/write-up/<str:code>/", writing.section, name="section"),
    path("<uuid:interview_id>/write-up/<str:code>/keep/", writing.keep, name="keep"),
    path("<uuid:interview_id>/open-again/", writing.open_again, name="open_again"),
    path("<uuid:interview_id>/check/", checking.check, name="check"),
    path("<uuid:interview_id>/read/", views.read, name="read"),
    path("<uuid:interview_id>/copy/", copying.for_the_file, name="copy"),
    path("<uuid:interview_id>/copy/child/", copying.for_the_child, name="copy_for_child"),
    path("<uuid:interview_id>/easy-read/", views.easy_read, name="easy_read"),
]
