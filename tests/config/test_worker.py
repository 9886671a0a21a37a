from datetime import timedelta

from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from waylight.config.management.commands.worker import LONGEST_TASK, requeue_interrupted
from waylight.core.clock import now


def _running(since):
    return DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}}, task_path="a.task", queue_name="default", backend_name="default",
        run_after=now(), status=TaskResultStatus.RUNNING, started_at=since,
    )  # fmt: skip


def test_what_a_killed_worker_left_is_done_after_all(db):
    left = _running(now() - LONGEST_TASK - timedelta(minutes=1))
    assert requeue_interrupted(LONGEST_TASK) == 1
    left.refresh_from_db()
    assert left.status == TaskResultStatus.READY


def test_what_another_worker_is_doing_is_left_to_it(db):
    _running(now() - timedelta(minutes=5))
    assert requeue_interrupted(LONGEST_TASK) == 0
