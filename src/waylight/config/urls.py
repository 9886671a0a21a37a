"""The root of all addresses."""

from django.urls import include, path

urlpatterns = [path("", include("waylight.web.urls"))]
handler403 = "waylight.web.kit.errors.not_found"
handler404 = "waylight.web.kit.errors.no_such_address"
