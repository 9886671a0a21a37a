"""Addresses under interviews."""

from django.urls import path

from waylight.web.interviews import allocation_views, arrangement_views, review_views, views, write_up_views

app_name = "interviews"
urlpatterns = [
    path("for/<uuid:episode_id>/", allocation_views.allocate, name="allocate"),
    path("for/<uuid:episode_id>/none/", allocation_views.exempt, name="exempt"),
    path("<uuid:interview_id>/", views.detail, name="detail"),
    path("<uuid:interview_id>/accept/", arrangement_views.accept, name="accept"),
    path("<uuid:interview_id>/offer/", arrangement_views.attempt, name="attempt"),
    path("<uuid:interview_id>/book/", arrangement_views.book, name="book"),
    path("<uuid:interview_id>/held/", arrangement_views.hold, name="hold"),
    path("<uuid:interview_id>/end/", arrangement_views.end, name="end"),
    path("<uuid:interview_id>/hand-over/", allocation_views.hand_over, name="hand_over"),
    path("<uuid:interview_id>/withdraw/", allocation_views.withdraw, name="withdraw"),
    path("<uuid:interview_id>/cover/<uuid:episode_id>/", allocation_views.cover, name="cover"),
    path("<uuid:interview_id>/write-up/", write_up_views.write_up, name="write_up"),
    path("<uuid:interview_id>/write-up/<str:code>/", write_up_views.section, name="section"),
    path("<uuid:interview_id>/write-up/<str:code>/keep/", write_up_views.keep, name="keep"),
    path("<uuid:interview_id>/open-again/", write_up_views.open_again, name="open_again"),
    path("<uuid:interview_id>/check/", review_views.check, name="check"),
    path("<uuid:interview_id>/read/", views.read, name="read"),
    path("<uuid:interview_id>/copy/", views.for_the_file, name="copy"),
    path("<uuid:interview_id>/copy/child/", views.for_the_child, name="copy_for_child"),
    path("<uuid:interview_id>/easy-read/", views.easy_read, name="easy_read"),
]
