"""Addresses of comparing, merging and separating two records of one child."""

from django.urls import path

from waylight.web.merging import views

app_name = "merging"
urlpatterns = [
    path("<uuid:child_id>/same/", views.find_same, name="find_same"),
    path("<uuid:child_id>/same/<uuid:other_id>/", views.same, name="same"),
    path("<uuid:child_id>/merges/<uuid:merge_id>/undo/", views.undo_merge, name="undo_merge"),
]
