"""Where every address leads."""

from django.urls import include, path

urlpatterns = [path("", include("waylight.web.urls"))]
handler403 = "waylight.web.lost.not_found"
handler404 = "waylight.web.lost.no_such_address"
