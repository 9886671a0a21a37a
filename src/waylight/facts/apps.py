"""Names the package to Django."""

from django.apps import AppConfig


class FactsConfig(AppConfig):
    name = "waylight.facts"
    label = "facts"
