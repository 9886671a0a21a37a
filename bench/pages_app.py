"""Waylight as gunicorn serves it, with one extra page that only passes through the middleware."""

import django
from django.conf import settings

django.setup()

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import include, path  # noqa: E402


def nothing(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django passes the request to every view
    return HttpResponse("")


urlpatterns = [path("nothing/", nothing), path("", include("waylight.config.urls"))]
settings.ROOT_URLCONF = "bench.pages_app"
application = WSGIHandler()
