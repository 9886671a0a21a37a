"""Addresses under education."""

from django.urls import path

from waylight.web.education import views

app_name = "education"
urlpatterns = [path("", views.index, name="index")]
