"""The text of docs/duties.md, made from the register of duties."""

from waylight.duties.duty import Duty
from waylight.duties.protocol import NATIONAL, SETTING_KEYS, default_source_of
from waylight.duties.register import all_duties

OPENING = """# Duties

What has to be done, who does it, by when, and the source of each rule. `waylight docs` writes this page from the register in
`src/waylight/duties`; a test checks that the two agree. A partnership can agree other numbers: the settings are at the end.
"""


def as_markdown() -> str:
    """Return the whole page, which ends with a newline."""
    return "\n".join([OPENING, *(_duty(duty) for duty in all_duties()), _settings(), ""])


def _duty(duty: Duty) -> str:
    return f"""## {duty.name}

| | |
| --- | --- |
| Due from | {duty.due_from} |
| Starts | when the child {duty.starts.value} |
| Time allowed | {duty.within} |
| Ends when | {duty.ends_when} |
| Source | {duty.source} |
| Code | `{duty.code}` |
"""


def _settings() -> str:
    lines = [f"| `{key}` | {_text(getattr(NATIONAL, name))} | {default_source_of(key)} |" for name, key in SETTING_KEYS.items()]
    opening = ["## Settings a partnership may agree", "", "| setting | default | where it comes from |", "| --- | --- | --- |"]
    return "\n".join([*opening, *lines])


def _text(value: object) -> str:
    return ", ".join(str(part) for part in value) if isinstance(value, tuple) else str(value)
