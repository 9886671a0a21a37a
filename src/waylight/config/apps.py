"""Names the package to Django."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "waylight.config"
    label = "config"
