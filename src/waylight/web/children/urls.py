"""Addresses of finding a child and of a child's page."""

from django.urls import path

from waylight.web.children import views

app_name = "children"
urlpatterns = [
    path("", views.search, name="search"),
    path("<uuid:child_id>/", views.detail, name="detail"),
]
