"""The addresses of all pages, by area."""

from django.urls import include, path

from waylight.web.design.gallery import gallery, question
from waylight.web.interviews.review_views import write_ups
from waylight.web.today.views import home, today

urlpatterns = [
    path("", home, name="home"),
    path("today/", today, name="today"),
    path("today/", include("waylight.web.today.urls")),
    path("children/", include("waylight.web.children.urls")),
    path("children/", include("waylight.web.merging.urls")),
    path("", include("waylight.web.episodes.urls")),
    path("interviews/", include("waylight.web.interviews.urls")),
    path("write-ups/", write_ups, name="write_ups"),
    path("education/", include("waylight.web.education.urls")),
    path("load/", include("waylight.web.loading.urls")),
    path("reports/", include("waylight.web.reports.urls")),
    path("emergencies/", include("waylight.web.emergencies.urls")),
    path("settings/", include("waylight.web.settings.urls")),
    path("accounts/", include("waylight.web.sign_in.urls")),
    path("design/", gallery, name="design"),
    path("design/question/", question, name="design_question"),
]
