"""Addresses under interviews."""

from django.urls import path

from waylight.web.interviews import views

app_name = "interviews"
urlpatterns = [
    path("for/<uuid:episode_id>/", views.allocate, name="allocate"),
    path("<uuid:interview_id>/", views.detail, name="detail"),
    path("<uuid:interview_id>/write-up/<str:code>/", views.section, name="section"),
]
