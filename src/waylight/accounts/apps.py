"""Names the package to Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "waylight.accounts"
    label = "accounts"
