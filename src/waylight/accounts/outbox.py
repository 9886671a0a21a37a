"""Letters to people, written to the outbox. Someone must deliver them, because there is no mail server."""

from pathlib import Path

from django.conf import settings

from waylight.accounts.models import User
from waylight.core.keys import new_key


def write_letter(recipient: User, *, subject: str, text: str) -> Path:
    """Write a letter to a new file in the outbox, which only the owner of the installation can read. Returns the file."""
    file = Path(settings.HOME) / "outbox" / f"letter-{new_key()}.txt"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.write_text(f"To: {recipient.name} <{recipient.email}>\nSubject: {subject}\n\n{text}\n", "utf-8")
    return file
