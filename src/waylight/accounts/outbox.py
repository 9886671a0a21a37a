"""Letters to people, written into the outbox; someone must deliver them, since there is no mail server."""

from pathlib import Path

from django.conf import settings

from waylight.accounts.models import User
from waylight.core.keys import new_key


def write_letter(to: User, *, subject: str, text: str) -> Path:
    """Write a letter into the outbox, readable only by the installation's owner. Returns the file."""
    file = Path(settings.HOME) / "outbox" / f"letter-{new_key()}.txt"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.write_text(f"To: {to.name} <{to.email}>\nSubject: {subject}\n\n{text}\n", "utf-8")
    return file
