"""Addresses under reports."""

from django.urls import path

from waylight.web.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.index, name="index"),
    path("month/<str:council_code>/<str:month>/", views.month, name="month"),
    path("month/<str:council_code>/<str:month>/publish/", views.publish, name="publish"),
    path("month/<str:council_code>/<str:month>/<str:kind>/", views.download, name="download"),
    path("behind/<str:council_code>/<str:span>/<str:measure>/", views.behind, name="behind"),
    path("published/<uuid:published_id>/", views.published, name="published"),
    path("published/<uuid:published_id>/<str:kind>/", views.published_download, name="published_download"),
]
