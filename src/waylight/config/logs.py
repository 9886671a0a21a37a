"""Keeps personal data out of the logs: no address, key in a path, or query reaches a log line."""

import logging
import re
import traceback
from collections.abc import Iterator

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.]+")
_QUERY = re.compile(r"\?\S+")
_DATE = re.compile(r"\b\d{1,2}/\d{1,2}/\d{4}\b")


class PersonalDataFilter(logging.Filter):
    """Remove e-mail addresses, dates of birth and query strings, and the request itself, from a record.

    Of an error, only its place and kind are kept, because its message may quote a record.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        for pattern, word in ((_EMAIL, "[address]"), (_QUERY, "?[query]"), (_DATE, "[date]")):
            message = pattern.sub(word, message)
        record.msg, record.args = message, ()
        if record.exc_info and record.exc_info[1]:
            record.exc_text = "".join(_where(record.exc_info[1])).rstrip()
        record.exc_info = None
        if hasattr(record, "request"):
            del record.request
        return True


def _where(error: BaseException) -> Iterator[str]:
    """Return the lines an error passed through and its kind, the first cause first."""
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if earlier:
        yield from _where(earlier)
    yield from traceback.format_tb(error.__traceback__)
    yield f"{type(error).__name__}\n"
