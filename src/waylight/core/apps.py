"""Names the package to Django."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "waylight.core"
    label = "core"
