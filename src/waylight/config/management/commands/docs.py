"""`waylight docs`: write the pages of the docs that come from registers."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from waylight.duties import describing as duties
from waylight.indicators import describing as indicators

DOCS = Path(__file__).parents[5] / "docs"
WRITTEN = {"duties.md": duties.as_markdown, "indicators.md": indicators.as_markdown}


class Command(BaseCommand):
    help = "Write docs/duties.md and docs/indicators.md from the registers."

    def handle(self, *_: Any, **__: Any) -> None:
        for name, text in WRITTEN.items():
            (DOCS / name).write_text(text())
            self.stdout.write(f"Wrote docs/{name}")
