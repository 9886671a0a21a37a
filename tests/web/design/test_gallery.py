"""The gallery shows the whole kit, keeps the content policy and breaks no accessibility rule."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import path

from waylight.web.design.gallery import gallery, question

WEB = Path(__file__).parents[3] / "src/waylight/web"
COMPONENTS = sorted((WEB / "templates/components").glob("*.html"))
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))

urlpatterns = [path("design/", gallery), path("design/question/", question)]


@pytest.fixture
def alone():
    """The gallery without the rest of the product: no sign-in, no navigation of its own."""
    templates = [settings.TEMPLATES[0] | {"OPTIONS": {"context_processors": ["django.template.context_processors.request"]}}]
    middleware = ["django.middleware.csp.ContentSecurityPolicyMiddleware"]
    with override_settings(ROOT_URLCONF=__name__, TEMPLATES=templates, MIDDLEWARE=middleware):
        yield Client()


@pytest.mark.parametrize("address", ["/design/", "/design/question/", "/design/question/?wrong=1"])
def test_the_gallery_needs_nobody_signed_in_and_no_database(alone: Client, address: str) -> None:
    page = alone.get(address)
    assert page.status_code == 200
    assert "'unsafe-inline'" not in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda file: file.stem)
def test_a_component_says_what_it_takes_in_its_first_line(component: Path) -> None:
    first = component.read_text().splitlines()[0]
    assert re.fullmatch(r"\{# .*(Inputs|inputs|fills|Use).* #\}", first)


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda file: file.stem)
def test_a_component_has_its_place_in_the_gallery(alone: Client, component: Path) -> None:
    pages = [alone.get("/design/"), alone.get("/design/question/?wrong=1")]
    drawn = {template.name for page in pages for template in page.templates}
    assert f"components/{component.name}" in drawn


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda file: str(file.relative_to(WEB)))
def test_no_template_has_anything_the_content_policy_refuses(template: Path) -> None:
    text = template.read_text()
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:|hx-on|hx-vals=.js:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)


@pytest.mark.parametrize(
    "words",
    [
        "Overdue by 3 h",
        "Met Tue 09:40",
        "Done late Mon 20:40",
        "Stopped: in hospital",
        "Not started",
        "Cannot say if in time",
        "Paused",
    ],
)
def test_a_clock_says_its_state_in_words(alone: Client, words: str) -> None:
    assert words in alone.get("/design/").content.decode()
