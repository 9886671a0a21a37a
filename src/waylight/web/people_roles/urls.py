"""Addresses under settings: people and roles, and what the partnership has agreed."""

from django.urls import path

from waylight.web.people_roles import confirming, protocol, views
from waylight.web.people_roles.acts import ACTS

app_name = "people_roles"
urlpatterns = [
    path("people/", views.index, name="index"),
    path("people/invite/", views.invite, name="invite"),
    path("people/<uuid:user_id>/", views.detail, name="detail"),
    path("people/<uuid:user_id>/link/", views.new_link, name="new_link"),
    path("people/<uuid:user_id>/role/", views.give_role, name="give_role"),
    path("people/<uuid:user_id>/role/<uuid:membership_id>/end/", views.end_role, name="end_role"),
    *(path(f"people/<uuid:user_id>/{act}/", views.account, {"name": act}, name=act) for act in ACTS),
    path("roles/", confirming.index, name="waiting"),
    path("roles/<uuid:proposal_id>/", confirming.answer, name="answer"),
    path("protocol/", protocol.index, name="protocol"),
    path("protocol/<str:key>/", protocol.agree, name="agree"),
]
