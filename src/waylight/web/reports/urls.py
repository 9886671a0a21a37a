"""Addresses under reports."""

from django.urls import path

from waylight.web.reports import views

app_name = "reports"
urlpatterns = [path("", views.index, name="index")]
