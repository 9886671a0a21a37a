"""Addresses under children."""

from django.urls import path

from waylight.web.children import same, views

app_name = "children"
urlpatterns = [
    path("", views.search, name="search"),
    path("<uuid:child_id>/", views.detail, name="detail"),
    path("<uuid:child_id>/same/", same.find_same, name="find_same"),
    path("<uuid:child_id>/same/<uuid:other_id>/", same.same, name="same"),
    path("<uuid:child_id>/merges/<uuid:merge_id>/undo/", same.undo_merge, name="undo_merge"),
]
