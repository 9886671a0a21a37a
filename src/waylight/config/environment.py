"""Reads the environment. Only these four typed functions read it."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=30000", "cache_size=-65536", "temp_store=MEMORY")


def text(name: str, default: str) -> str:
    return os.environ.get(name, default)


def switch(name: str, *, default: bool) -> bool:
    value = os.environ.get(name)
    return default if value is None else value.strip().lower() in {"1", "true", "yes", "on"}


def folder(name: str, default: str) -> Path:
    return Path(os.environ.get(name, default)).expanduser().resolve()


def database(name: str, *, otherwise: Path) -> dict[str, object]:
    """Return Django's settings for the postgresql:// or sqlite:// address in a variable, or for the SQLite file `otherwise`."""
    address = os.environ.get(name, "")
    if not address or address.startswith("sqlite"):
        return _sqlite(Path(urlsplit(address).path) if address else otherwise)
    parts = urlsplit(address)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"{name} must start with postgresql:// or sqlite://")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": query,
    }


def _sqlite(file: Path) -> dict[str, object]:
    """Use a write-ahead log and immediate transactions. Without both, simultaneous writers fail with "database is locked"."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            # SQLite does not queue its writers. With fifty at once, one of them may wait half a minute.
            "timeout": 120,
            "init_command": "; ".join(f"PRAGMA {pragma}" for pragma in PRAGMAS),
        },
        "TEST": {"NAME": str(file.with_name("test.sqlite3"))},
    }
