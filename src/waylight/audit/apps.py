"""Names the package to Django."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "waylight.audit"
    label = "audit"
