"""Names the package to Django."""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "waylight.agencies"
    label = "agencies"
