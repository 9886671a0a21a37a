"""`waylight demo [--port 8000] [--reset] [--no-serve]`: fill a made-up partnership once, and serve it."""

import hashlib
import shutil
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from waylight.accounts.models import Membership, User
from waylight.config.demonstration import install, server

FOLDERS = ("facts", "keys", "uploads", "outbox", "progress", "demonstration")


class Command(BaseCommand):
    help = "Create a made-up partnership, once, and serve it. No child in it is real."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--reset", action="store_true", help="start again, and delete everything done in it")
        parser.add_argument("--no-serve", action="store_true", help="create it and stop")

    def handle(self, *_: Any, port: int, reset: bool, no_serve: bool, **__: Any) -> None:
        if not no_serve and server.taken(port):
            raise CommandError(f"Port {port} is already in use. Stop what uses it, or choose another: make demo PORT={port + 1}")
        if reset:
            _start_over()
        call_command("migrate", verbosity=0, interactive=False)
        if install.in_use():
            raise CommandError(
                f"{settings.HOME} already holds people's accounts. Give the demonstration its own folder: "
                "WAYLIGHT_HOME=/some/folder make demo"
            )
        if not install.filled():
            _say("Creating the demonstration. This happens only once.")
            install.fill(settings.HOME / "demonstration", _step)
        _collect_static()
        _introduce()
        if not no_serve:
            address = f"http://{server.ADDRESS}:{port}"
            sys.exit(server.serve(port, ready=lambda: _say(f"\nWaylight is at {address}   (Ctrl+C stops it)")))


def _start_over() -> None:
    """Remove the demonstration's data. Refuse if the installation has other users."""
    if connection.vendor != "sqlite":
        raise CommandError("You can only reset the demonstration on SQLite. Use an empty database instead.")
    file = Path(str(connection.settings_dict["NAME"]))
    if file.exists() and _has_users() and (install.in_use() or not install.filled()):
        raise CommandError(f"{file} is not a demonstration. Nothing was removed.")
    connection.close()
    for path in (file, Path(f"{file}-wal"), Path(f"{file}-shm")):
        path.unlink(missing_ok=True)
    for folder in FOLDERS:
        shutil.rmtree(settings.HOME / folder, ignore_errors=True)
        (settings.HOME / folder).mkdir()
    _say("Starting again.")


def _has_users() -> bool:
    return User._meta.db_table in connection.introspection.table_names() and User.objects.exists()


def _collect_static() -> None:
    """Collect styles and scripts, if one has changed since the last time."""
    fingerprint = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            file = Path(storage.path(name)).stat()
            fingerprint.update(f"{name} {file.st_size} {file.st_mtime_ns}\n".encode())
    stamp = settings.HOME / "static-collected"
    if settings.STATIC_ROOT.exists() and stamp.exists() and stamp.read_text() == fingerprint.hexdigest():
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(fingerprint.hexdigest())


def _introduce() -> None:
    """Print how to sign in as each person, and where the files to try are."""
    lines = ["", "Everyone here is made up. Sign in as any of them:", ""]
    people = User.objects.filter(email__endswith="@demo.example").order_by("joined_at", "pk")
    lines += [f"  {user.email:<22} {install.PASSWORD}   {user.name}, {_role_words(user)}" for user in people]
    lines += ["", "In the demonstration you do not need a code from an authenticator app."]
    lines += [f"Files to try loading are in {settings.HOME / 'demonstration' / 'files-to-load'}."]
    if install.grown_old():
        lines += ["The demonstration is more than a week old, so its deadlines have passed. To start again: make demo-reset"]
    _say("\n".join(lines))


def _role_words(user: User) -> str:
    membership = Membership.objects.current().filter(user=user).select_related("agency").first()
    return (
        f"{membership.get_role_display()[:1].lower()}{membership.get_role_display()[1:]}, {membership.agency}"
        if membership
        else "who has no role"
    )


def _step(what: str) -> None:
    _say(f"  {what}")


def _say(what: str) -> None:
    print(what, flush=True)
