"""Addresses of reporting a child missing, and of working an episode."""

from django.urls import path

from waylight.web.episodes import views

app_name = "episodes"
urlpatterns = [
    path("report/", views.report, name="report"),
    path("report/<uuid:child_id>/", views.report, name="report_for"),
    path("episodes/<uuid:episode_id>/", views.detail, name="detail"),
    path("episodes/<uuid:episode_id>/risk/", views.detail, name="risk"),
    path("episodes/<uuid:episode_id>/located/", views.detail, name="located"),
    path("episodes/<uuid:episode_id>/return/", views.detail, name="return"),
    path("episodes/<uuid:episode_id>/check/", views.detail, name="check"),
    path("episodes/<uuid:episode_id>/log/", views.detail, name="log"),
    path("episodes/<uuid:episode_id>/take-on/", views.detail, name="take_on"),
    path("episodes/<uuid:episode_id>/correct/", views.detail, name="correct"),
    path("episodes/<uuid:episode_id>/category/", views.detail, name="category"),
    path("episodes/<uuid:episode_id>/not-missing/", views.detail, name="void"),
    path("episodes/<uuid:episode_id>/reopen/", views.detail, name="reopen"),
    path("episodes/<uuid:episode_id>/owed/<slug:code>/", views.owed, name="owed"),
    path("meetings/<uuid:child_id>/<int:level>/", views.report, name="meeting"),
]
