"""Names the package to Django."""

from django.apps import AppConfig


class InterviewsConfig(AppConfig):
    name = "waylight.interviews"
    label = "interviews"
