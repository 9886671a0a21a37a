"""A change to how someone signs in is in the audit trail."""

import pytest
from django.test import Client

from waylight.audit.models import Entry

pytestmark = pytest.mark.django_db
OLD, NEW = "a-long-enough-password-1", "another-long-password-2"


def test_changing_a_password_is_written_down(cast) -> None:
    cast.priya.set_password(OLD)
    cast.priya.save()
    client = Client()
    client.post("/accounts/login/", {"login": cast.priya.email, "password": OLD})
    client.post("/accounts/password/change/", {"oldpassword": OLD, "password1": NEW, "password2": NEW})
    assert Entry.objects.filter(verb="changed their password", by=cast.priya).count() == 1
