"""`waylight docs`: write the documents that are generated from registers."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from waylight.duties.docs_page import as_markdown
from waylight.indicators.docs_page import document

DOCS = Path(__file__).parents[5] / "docs"
DOCUMENTS = {"duties.md": as_markdown, "indicators.md": document}


class Command(BaseCommand):
    help = "Write docs/duties.md and docs/indicators.md from the registers."

    def handle(self, *_: Any, **__: Any) -> None:
        for name, text in DOCUMENTS.items():
            (DOCS / name).write_text(text())
            self.stdout.write(f"Wrote docs/{name}")
