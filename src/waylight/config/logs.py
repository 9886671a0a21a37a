"""Keeps people out of the logs: an address, a path's key or a query never reaches a log line."""

import logging
import re

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
_QUERY = re.compile(r"\?\S+")
_DATE = re.compile(r"\b\d{1,2}/\d{1,2}/\d{4}\b")


class NobodyNamed(logging.Filter):
    """Strikes out e-mail addresses, dates of birth and query strings, and drops the request itself from a record."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        for pattern, word in ((_EMAIL, "[address]"), (_QUERY, "?[query]"), (_DATE, "[date]")):
            message = pattern.sub(word, message)
        record.msg, record.args = message, ()
        if hasattr(record, "request"):
            del record.request
        return True
