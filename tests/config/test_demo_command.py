import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from urllib.request import urlopen

import pytest

WAYLIGHT = [sys.executable, "-m", "django"]


def _free_port():
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


@pytest.fixture
def environment(tmp_path):
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return kept | {"WAYLIGHT_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "waylight.config.settings"}


def _demo(environment, *words):
    return subprocess.run([*WAYLIGHT, "demo", *words], env=environment, capture_output=True, text=True, check=False, timeout=300)


@contextmanager
def _serving(environment, port):
    """The demonstration, until the block ends; gives what it has said once it serves."""
    demo = subprocess.Popen([*WAYLIGHT, "demo", f"--port={port}"], env=environment, stdout=subprocess.PIPE, text=True)
    try:
        said = ""
        while "Waylight is at" not in said and demo.poll() is None:
            said += demo.stdout.readline()
        yield said
    finally:
        demo.send_signal(signal.SIGTERM)
        assert demo.wait(timeout=60) == 0
        demo.stdout.close()


def test_one_command_fills_and_serves_keeps_the_data_and_starts_over_when_told(environment):
    port = _free_port()
    with _serving(environment, port) as said:
        assert f"http://127.0.0.1:{port} " in said
        assert len(re.findall(r"\S+@demo\.example +find-every-child", said)) == 12
        with urlopen(f"http://127.0.0.1:{port}/accounts/login/", timeout=60) as page:
            assert page.status == 200
        assert "already in use" in _demo(environment, f"--port={port}").stderr
    with socket.socket() as trial:
        assert trial.connect_ex(("127.0.0.1", port)) != 0
    assert "Creating" not in _demo(environment, "--no-serve").stdout
    assert re.search("Starting again.*Creating", _demo(environment, "--no-serve", "--reset").stdout, re.DOTALL)


def test_starting_over_leaves_an_installation_that_people_work_in_alone(environment):
    begun = (
        "import django; django.setup()\n"
        "from django.core.management import call_command; call_command('migrate', verbosity=0)\n"
        "from waylight.accounts.models import User; User.objects.create_user('someone@council.example', name='Someone')"
    )
    subprocess.run([sys.executable, "-c", begun], env=environment, check=True)
    for words in (("--reset", "--no-serve"), ("--no-serve",)):
        refused = _demo(environment, *words)
        assert refused.returncode == 1
    assert "already holds people's accounts" in refused.stderr
