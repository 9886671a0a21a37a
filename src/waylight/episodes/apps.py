"""Names the package to Django."""

from django.apps import AppConfig


class EpisodesConfig(AppConfig):
    name = "waylight.episodes"
    label = "episodes"
