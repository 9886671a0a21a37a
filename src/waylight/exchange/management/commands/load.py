"""`waylight load FOLDER --council 356 [--dry-run] [--json]`: load what a council receives."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from waylight.agencies.councils import council_of
from waylight.exchange.files.refusals import UnreadableFile
from waylight.exchange.loading.load import load_folder
from waylight.exchange.loading.run import LoadResult


class Command(BaseCommand):
    help = "Load a folder of files: the police's export, the council's extract, the interview provider's workbook."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--council", required=True, help="the Department for Education's three-figure code")
        parser.add_argument("--dry-run", action="store_true", help="show what would happen, and change nothing")
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *_: Any, folder: Path, council: str, dry_run: bool, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        if not folder.is_dir():
            raise CommandError(f"{folder} is not a folder. Give the folder that contains the files.")
        try:
            result = load_folder(folder, council_of(council), by=None, dry_run=dry_run, progress=_say)
        except (UnreadableFile, ValidationError) as problem:
            raise CommandError(problem.messages[0] if isinstance(problem, ValidationError) else str(problem)) from problem
        self.stdout.write(
            json.dumps(result.as_json(), indent=1) if options["json"] else "\n".join(in_words(result, dry_run=dry_run))
        )


def _say(phase: str, done: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{phase}{f': {done:,}' if done else ''}\033[K", end="", file=sys.stderr, flush=True)


def in_words(result: LoadResult, *, dry_run: bool) -> list[str]:
    lines = [
        f"{name}: {counts['accepted']:,} of {counts['rows']:,} rows loaded"
        + (f", {counts['refused']:,} did not load" if counts["refused"] else "")
        + (f", {counts['out_of_scope']:,} about adults" if counts["out_of_scope"] else "")
        for name, counts in result.files.items()
    ]
    lines.append(
        f"{result.episodes_opened:,} episodes opened, {result.second_reports:,} duplicate reports, "
        f"{result.waiting:,} unmatched reports."
    )
    lines += [f"Kept what a worker entered. {line}." for line in result.differs]
    if result.refused_rows:
        lines.append(f"The rows that did not load, with reasons and what to do, are in {result.refused_rows}.")
    if dry_run:
        lines.append("This was only a check. Nothing was changed.")
    elif not result.changed:
        lines.append("There is nothing new in these files. Nothing was changed.")
    return lines
