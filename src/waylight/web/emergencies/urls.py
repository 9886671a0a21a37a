"""Addresses under emergencies."""

from django.urls import path

from waylight.web.emergencies import views

app_name = "emergencies"
urlpatterns = [
    path("", views.index, name="index"),
    path("open/", views.open_record, name="open"),
    path("<uuid:emergency_id>/", views.review, name="review"),
]
