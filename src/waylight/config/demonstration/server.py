"""Runs the demonstration: a web server and a task worker that start and end together."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from types import FrameType

ADDRESS = "127.0.0.1"
PARTNERSHIP = "Northmarch partnership"
PATIENCE = 10  # seconds that a child process has to end by itself
POLL_SECONDS = 0.2
_WORKER = ("-m", "django", "worker", "--alone")
_SERVER = (
    "-m", "gunicorn", "waylight.config.wsgi:application", "--no-control-socket", "--worker-class", "gthread", "--workers", "2",
    "--threads", "4", "--log-level", "warning",
)  # fmt: skip


class Ended(SystemExit):
    """Raised when a signal asks the demonstration to stop."""


def taken(port: int) -> bool:
    """Return whether another program uses the port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((ADDRESS, port))
        except OSError:
            return True
    return False


def serve(port: int, *, ready: Callable[[], None]) -> int:
    """Serve until a process ends or a signal stops both, and return the exit code. Calls `ready` when pages first answer."""
    for stop_signal in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(stop_signal, _stop)
    with_name = {"PARTNERSHIP": PARTNERSHIP} | os.environ
    environment = with_name | {"DJANGO_SETTINGS_MODULE": "waylight.config.settings", "SECOND_FACTOR_REQUIRED": "0"}
    running: list[subprocess.Popen[bytes]] = []
    try:
        for command in (_WORKER, (*_SERVER, "--bind", f"{ADDRESS}:{port}")):
            process = subprocess.Popen([sys.executable, *command], env=environment, start_new_session=True)  # noqa: S603 - our own
            running.append(process)
        is_ready = False
        while True:
            if not is_ready and _answers(port):
                is_ready = True
                ready()
            for process in running:
                if process.poll() is not None:
                    return process.returncode
            time.sleep(POLL_SECONDS)
    except Ended:
        return 0
    finally:
        _end(running)


def _answers(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as trial:
        trial.settimeout(POLL_SECONDS)
        return trial.connect_ex((ADDRESS, port)) == 0


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise Ended


def _end(running: list[subprocess.Popen[bytes]]) -> None:
    """Ask each process to end. If it does not end within PATIENCE, kill it and its children."""
    for stop_signal in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(stop_signal, signal.SIG_IGN)
    for process in running:
        if process.poll() is None:
            process.terminate()
    for process in running:
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
