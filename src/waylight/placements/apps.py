"""Names the package to Django."""

from django.apps import AppConfig


class PlacementsConfig(AppConfig):
    name = "waylight.placements"
    label = "placements"
