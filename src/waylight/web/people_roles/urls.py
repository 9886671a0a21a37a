"""Addresses under people_roles."""

from django.urls import path

from waylight.web.people_roles import views

app_name = "people_roles"
urlpatterns = [path("", views.index, name="index")]
