"""Addresses under loading."""

from django.urls import path

from waylight.web.loading import mapping_views, unmatched_views, views

app_name = "loading"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.new, name="new"),
    path("waiting/", unmatched_views.index, name="waiting"),
    path("waiting/<uuid:waiting_id>/", unmatched_views.decide, name="decide"),
    path("<uuid:batch_id>/", views.detail, name="batch"),
    path("<uuid:batch_id>/progress/", views.progress, name="progress"),
    path("<uuid:batch_id>/load/", views.load, name="load"),
    path("<uuid:batch_id>/discard/", views.discard, name="discard"),
    path("<uuid:batch_id>/undo/", views.undo, name="undo"),
    path("<uuid:batch_id>/refused/", views.refused, name="refused"),
    path("<uuid:batch_id>/columns/", mapping_views.choose, name="columns"),
]
