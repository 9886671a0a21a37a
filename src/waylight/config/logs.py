"""Keeps personal data out of the logs: e-mail addresses, dates, queries and the messages of errors."""

import logging
import re
import traceback
from collections.abc import Iterator

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.]+")
_QUERY = re.compile(r"\?\S+")
_DATE = re.compile(r"\b\d{1,2}/\d{1,2}/\d{4}\b")


class PersonalDataFilter(logging.Filter):
    """Remove e-mail addresses, dates of birth and query strings, and the request itself, from a record.

    For an error, only its traceback and its class are logged, because its message may quote a record.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        for pattern, word in ((_EMAIL, "[address]"), (_QUERY, "?[query]"), (_DATE, "[date]")):
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
