"""Addresses of reporting a child missing, and of working an episode."""

from django.urls import path

from waylight.web.episodes import acting, correcting, meetings, reporting, views

app_name = "episodes"
urlpatterns = [
    path("report/", reporting.start, name="report"),
    path("report/new-child/", reporting.new_child, name="report_new"),
    path("report/sent/", reporting.sent, name="report_sent"),
    path("report/<uuid:child_id>/", reporting.confirm_child, name="report_for"),
    path("report/draft/<uuid:draft_id>/", reporting.resume, name="report_resume"),
    path("report/draft/<uuid:draft_id>/check/", reporting.check, name="report_check"),
    path("report/draft/<uuid:draft_id>/throw-away/", reporting.throw_away, name="report_throw_away"),
    path("report/draft/<uuid:draft_id>/<slug:slug>/", reporting.step, name="report_step"),
    path("report/draft/<uuid:draft_id>/<slug:slug>/keep/", reporting.keep, name="report_keep"),
    path("episodes/<uuid:episode_id>/reported/", reporting.reported, name="reported"),
    path("episodes/<uuid:episode_id>/", views.detail, name="detail"),
    path("episodes/<uuid:episode_id>/risk/", acting.risk, name="risk"),
    path("episodes/<uuid:episode_id>/located/", acting.located, name="located"),
    path("episodes/<uuid:episode_id>/return/", acting.record_return, name="return"),
    path("episodes/<uuid:episode_id>/check/", acting.check, name="check"),
    path("episodes/<uuid:episode_id>/log/", acting.log, name="log"),
    path("episodes/<uuid:episode_id>/take-on/", acting.take_on, name="take_on"),
    path("episodes/<uuid:episode_id>/correct/", correcting.correct, name="correct"),
    path("episodes/<uuid:episode_id>/check/correct/", correcting.check, name="correct_check"),
    path("episodes/<uuid:episode_id>/category/", correcting.category, name="category"),
    path("episodes/<uuid:episode_id>/not-missing/", correcting.void, name="void"),
    path("episodes/<uuid:episode_id>/not-missing/answer/", correcting.answer, name="void_answer"),
    path("episodes/<uuid:episode_id>/reopen/", correcting.reopen, name="reopen"),
    path("episodes/<uuid:episode_id>/owed/<slug:code>/", views.owed, name="owed"),
    path("meetings/<uuid:child_id>/<int:level>/", meetings.meeting, name="meeting"),
]
