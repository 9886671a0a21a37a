"""Addresses under settings: people and roles, and what the partnership has agreed."""

from django.urls import path

from waylight.web.settings import people_views, protocol_views, role_confirmation_views
from waylight.web.settings.account_views import ACCOUNT_CHANGES, account

app_name = "settings"
urlpatterns = [
    path("people/", people_views.index, name="index"),
    path("people/invite/", people_views.invite, name="invite"),
    path("people/<uuid:user_id>/", people_views.detail, name="detail"),
    path("people/<uuid:user_id>/link/", people_views.new_link, name="new_link"),
    path("people/<uuid:user_id>/role/", people_views.give_role, name="give_role"),
    path("people/<uuid:user_id>/role/<uuid:membership_id>/end/", people_views.end_role, name="end_role"),
    *(path(f"people/<uuid:user_id>/{act}/", account, {"name": act}, name=act) for act in ACCOUNT_CHANGES),
    path("roles/", role_confirmation_views.index, name="waiting"),
    path("roles/<uuid:proposal_id>/", role_confirmation_views.answer, name="answer"),
    path("protocol/", protocol_views.index, name="protocol"),
    path("protocol/<str:key>/", protocol_views.agree, name="agree"),
]
