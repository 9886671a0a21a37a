"""Names the package to Django."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "waylight.exchange"
    label = "exchange"
