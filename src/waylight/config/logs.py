"""Keeps personal data out of the logs: no address, date, key of a record, query or secret of a link reaches a log line."""

import logging
import re
import traceback
from collections.abc import Iterator

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.]+")
_QUERY = re.compile(r"\?\S+")
_KEY = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", re.IGNORECASE)
_LINK = re.compile(r"/welcome/\S+")
_DATE = re.compile(r"\b(?:\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{2}-\d{2})(?!\d)")
_REPLACED = ((_LINK, "/welcome/[secret]"), (_EMAIL, "[address]"), (_QUERY, "?[query]"), (_KEY, "[key]"), (_DATE, "[date]"))


class PersonalDataFilter(logging.Filter):
    """Remove e-mail addresses, dates, keys, query strings, secrets of sign-in links and the request itself from a record.

    For an error, only its traceback and its class are logged, because its message may quote a record.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        for pattern, word in _REPLACED:
            message = pattern.sub(word, message)
        record.msg, record.args = message, ()
        if record.exc_info and record.exc_info[1]:
            record.exc_text = "".join(_without_message(record.exc_info[1])).rstrip()
        record.exc_info = None
        if hasattr(record, "request"):
            del record.request
        return True


def _without_message(error: BaseException) -> Iterator[str]:
    """Yield the traceback and the class of an error and of its causes, the first cause first."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause:
        yield from _without_message(cause)
    yield from traceback.format_tb(error.__traceback__)
    yield f"{type(error).__name__}\n"
