"""The text of docs/duties.md, made from the register of duties."""

from collections.abc import Iterable, Iterator

from waylight.duties.duty import Duty
from waylight.duties.protocol import SETTINGS
from waylight.duties.register import all_duties

OPENING = """# Duties

What has to be done, who does it, by when, and the source of each rule. `waylight docs` writes this page from the register in
`src/waylight/duties`; a test checks that the two agree. A partnership can agree other numbers: the settings are at the end.
"""


def as_markdown(duties: Iterable[Duty] | None = None) -> str:
    """Return the whole page, of all duties or of some. It ends in a newline."""
    return "\n".join([OPENING, *(_duty(duty) for duty in duties or all_duties()), _settings(), ""])


def _duty(duty: Duty) -> str:
    rows = "\n".join(f"| {label} | {text} |" for label, text in _rows(duty))
    return f"## {duty.name}\n\n| | |\n| --- | --- |\n{rows}\n"


def _rows(duty: Duty) -> Iterator[tuple[str, str]]:
    yield "Due from", str(duty.due_from)
    yield "Starts", f"when the child {duty.starts.value}"
    if duty.applies_if:
        yield "Only if, at the start", str(duty.applies_if)
    if duty.applies_while:
        yield "Only while", str(duty.applies_while)
    yield "Time allowed", f"{duty.within}{f', {duty.then}' if duty.then else ''}"
    for restart in duty.restarts:
        again = f", with {restart.within}" if restart.within else ""
        yield "Starts again", f"when {restart.because}{again}{', if that is sooner' if restart.never_later else ''}"
    for pause in duty.pauses:
        yield "Paused", f"while {pause.because}"
    if duty.warn_after:
        yield "Warning", f"after {duty.warn_after}"
    for step in duty.escalates:
        yield "Told when it is not done", f"{step.to}, after {step.after}{' from the first start' if step.from_the_first else ''}"
    yield "Ends when", duty.ends_when
    yield "Source", str(duty.source)
    yield "Code", f"`{duty.code}`"


def _settings() -> str:
    lines = [
        f"| {declared.label} | {declared.in_words(declared.default)} | {declared.source} | `{declared.key}` |"
        for declared in SETTINGS.values()
    ]
    head = "| setting | default | where the default comes from | key |"
    return "\n".join(["## Settings a partnership may agree", "", head, "| --- | --- | --- | --- |", *lines])
