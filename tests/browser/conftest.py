"""A real browser on a live server with the cast: every page is watched, and trouble fails the test that met it."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, sync_playwright

from tests.browser.watching import DESK, Watched
from waylight.config.demonstration.cast import Cast

# Playwright keeps an event loop in this thread, and Django then takes every query for one inside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    assert chromium, "These tests need Chromium: set CHROMIUM to it, or put it on the PATH."
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture
def live(
    transactional_db: None, cast: Cast, live_server, browser: Browser, as_: Callable[[str], Client]
) -> Iterator[Callable[..., Watched]]:
    """`live("priya")` is Priya's browser, signed in; `live("priya", scripts=False)` has no JavaScript."""
    contexts, watched = [], []

    def signed_in(who: str, *, scripts: bool = True) -> Watched:
        context = browser.new_context(java_script_enabled=scripts, viewport=DESK)
        context.set_default_timeout(15_000)
        session = as_(who).cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        contexts.append(context)
        watched.append(Watched(context, live_server.url))
        return watched[-1]

    yield signed_in
    trouble = [each for one in watched for each in one.trouble]
    for context in contexts:
        context.close()
    assert not trouble, "\n".join(trouble)
