"""`waylight worker`: run tasks that pages queue, such as loading a file, and keep the audit trail sealed."""

import logging
import threading
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection
from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from waylight.audit.sealing import seal_new
from waylight.core.clock import now

LONGEST_TASK = timedelta(hours=2)
HOUSEKEEPING_SECONDS = 60
log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Do background work, such as checking and loading files. Run at least one worker beside the web server."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--alone",
            action="store_true",
            help="use this when no other worker is running: continue at once what the last one left",
        )

    def handle(self, *_: Any, alone: bool, **__: Any) -> None:
        requeue_interrupted(timedelta() if alone else LONGEST_TASK)
        threading.Thread(target=_run_housekeeping, daemon=True).start()
        call_command("db_worker", queue_name="*", interval=0.5, startup_delay=False, verbosity=0)


def requeue_interrupted(running_for: timedelta) -> int:
    """Queue again the tasks of a killed worker: those that have been running for at least `running_for`."""
    interrupted = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lte=now() - running_for)
    return interrupted.update(status=TaskResultStatus.READY, started_at=None)


def _run_housekeeping() -> None:
    """Requeue interrupted tasks and seal the audit trail once a minute. Runs in its own thread, so long tasks do not delay it."""
    never_set = threading.Event()
    while not never_set.wait(HOUSEKEEPING_SECONDS):
        try:
            requeue_interrupted(LONGEST_TASK)
            seal_new()
        except DatabaseError as problem:  # the database is busy or restarting
            log.warning("Housekeeping failed. It will run again in a minute: %s", type(problem).__name__)
        finally:
            connection.close()
