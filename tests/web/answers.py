"""An answer without what differs every time."""

import re

from django.http import HttpResponseBase

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')


def without_token(answer: HttpResponseBase) -> bytes:
    """The page's bytes without its forms' one-time tokens; nothing for a stream."""
    return b"" if answer.streaming else TOKEN.sub(b"", answer.content)
