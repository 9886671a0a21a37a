"""Waylight as gunicorn serves it, with one page more: one that does nothing but pass the middleware."""

import django
from django.conf import settings

django.setup()

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import include, path  # noqa: E402


def nothing(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - a view takes one
    return HttpResponse("")


urlpatterns = [path("nothing/", nothing), path("", include("waylight.config.urls"))]
settings.ROOT_URLCONF = "bench.pages_app"
application = WSGIHandler()
