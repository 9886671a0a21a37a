"""Addresses under today."""

from django.urls import path

from waylight.web.today import views

app_name = "today"
urlpatterns = [
    path("new/", views.new, name="new"),
    path("earlier/", views.earlier, name="earlier"),
    path("episodes/<uuid:episode_id>/take-on/", views.take_on, name="take_on"),
    path("interviews/<uuid:interview_id>/accept/", views.accept, name="accept"),
]
