"""Addresses of reporting a child missing, and of working on an episode."""

from django.urls import path

from waylight.web.episodes import act_views, correction_views, meeting_views, views
from waylight.web.episodes.reporting import views as report_views

app_name = "episodes"
urlpatterns = [
    path("report/", report_views.start, name="report"),
    path("report/new-child/", report_views.new_child, name="report_new"),
    path("report/sent/", report_views.sent, name="report_sent"),
    path("report/<uuid:child_id>/", report_views.confirm_child, name="report_for"),
    path("report/draft/<uuid:draft_id>/", report_views.resume, name="report_resume"),
    path("report/draft/<uuid:draft_id>/check/", report_views.check, name="report_check"),
    path("report/draft/<uuid:draft_id>/throw-away/", report_views.throw_away, name="report_throw_away"),
    path("report/draft/<uuid:draft_id>/<slug:slug>/", report_views.step, name="report_step"),
    path("report/draft/<uuid:draft_id>/<slug:slug>/keep/", report_views.keep, name="report_keep"),
    path("episodes/<uuid:episode_id>/reported/", report_views.reported, name="reported"),
    path("episodes/<uuid:episode_id>/", views.detail, name="detail"),
    path("episodes/<uuid:episode_id>/risk/", act_views.risk, name="risk"),
    path("episodes/<uuid:episode_id>/located/", act_views.located, name="located"),
    path("episodes/<uuid:episode_id>/return/", act_views.record_return, name="return"),
    path("episodes/<uuid:episode_id>/check/", act_views.check, name="check"),
    path("episodes/<uuid:episode_id>/log/", act_views.log, name="log"),
    path("episodes/<uuid:episode_id>/take-on/", act_views.take_on, name="take_on"),
    path("episodes/<uuid:episode_id>/correct/", correction_views.correct, name="correct"),
    path("episodes/<uuid:episode_id>/check/correct/", correction_views.check, name="correct_check"),
    path("episodes/<uuid:episode_id>/category/", correction_views.category, name="category"),
    path("episodes/<uuid:episode_id>/not-missing/", correction_views.void, name="void"),
    path("episodes/<uuid:episode_id>/not-missing/answer/", correction_views.answer, name="void_answer"),
    path("episodes/<uuid:episode_id>/reopen/", correction_views.reopen, name="reopen"),
    path("episodes/<uuid:episode_id>/owed/<slug:code>/", views.deadline, name="deadline"),
    path("meetings/<uuid:child_id>/<int:level>/", meeting_views.meeting, name="meeting"),
]
