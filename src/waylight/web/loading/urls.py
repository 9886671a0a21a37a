"""Addresses under loading."""

from django.urls import path

from waylight.web.loading import views

app_name = "loading"
urlpatterns = [path("", views.index, name="index")]
