"""The Inter font for each format: unpacked for the PDF, packed inside the HTML file."""

import base64
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont

WEIGHTS = (400, 600, 700)


class NoFonts(Exception):
    """Raised if the fonts have not been built."""


def _packed(weight: int) -> Path:
    found = finders.find(f"build/fonts/inter-latin-{weight}-normal.woff2")
    if not isinstance(found, str):
        raise NoFonts("The report's fonts are missing. Run scripts/assets, which builds them, and try again.")
    return Path(found)


def faces_for_paper() -> Path:
    """Return the folder of the font files that typst reads. The first call unpacks them."""
    folder = Path(settings.HOME) / "fonts"
    folder.mkdir(exist_ok=True)
    for weight in WEIGHTS:
        packed = _packed(weight)
        face = folder / f"{packed.stem}-{packed.stat().st_size}.ttf"
        if not face.exists():
            _unpack(packed, face)
    return folder


def _unpack(packed: Path, face: Path) -> None:
    font = TTFont(packed)
    font.flavor = None
    temporary = face.with_suffix(f".{id(font)}")
    font.save(temporary)
    temporary.replace(face)


def faces_for_a_file() -> list[tuple[int, str]]:
    """Return each weight with its font file in base64, for a data: URL."""
    return [(weight, base64.b64encode(_packed(weight).read_bytes()).decode()) for weight in WEIGHTS]
