"""Names the package to Django."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "waylight.web"
    label = "web"
