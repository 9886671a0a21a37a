"""The `waylight` command. The next word is the name of a management command, in which hyphens are allowed."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waylight.config.settings")
    words = sys.argv[:]
    if len(words) > 1:
        words[1] = words[1].replace("-", "_") if not words[1].startswith("-") else words[1]
    execute_from_command_line(words)
