"""Each rule that several packages need is written once. This lists the home of each and finds a second copy of the idea.

A copy is found by the form it usually takes, a line at a time. The lines beside each pattern prove it: `copies` are refused,
`others` are not.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src/waylight"
MODULES = [file for file in sorted(SOURCE.rglob("*.py")) if "migrations" not in file.parts]


@dataclass(frozen=True)
class Rule:
    """A rule, the module that holds it, what others import from there, and the form that a copy would take."""

    what: str
    home: str
    use: tuple[str, ...]
    copy: re.Pattern[str]
    copies: tuple[str, ...]
    others: tuple[str, ...]


RULES = (
    Rule(
        what="dates and clock times that people and systems write",
        home="core/dates.py",
        use=("read_day", "read_clock", "read_instant", "date_of", "instant_of", "month_number"),
        copy=re.compile(
            r"""strptime\(|\b(?:date|time)\(int\(|month_abbr|month_name|["']jan["']|type=(?:date|datetime)\.fromisoformat"""
            r"""|\.replace\(tzinfo=ENGLAND"""
        ),
        copies=(
            'day = datetime.strptime(text, "%d/%m/%Y").date()',
            "return date(int(text[6:]), int(text[3:5]), int(text[:2]))",
            "return time(int(found[1]), int(found[2]))",
            'MONTHS = ("jan", "feb", "mar")',
            '_MONTHS = ["", *calendar.month_abbr[1:]]',
            'parser.add_argument("--from", type=date.fromisoformat)',
            "instant = wall.replace(tzinfo=ENGLAND, fold=0).astimezone(UTC)",
        ),
        others=(
            'return datetime.fromisoformat(change["at"])',  # a value that Waylight wrote itself
            'parser.add_argument("--from", type=day_argument)',
            "start = date(self.year, self.month, 1)",
        ),
    ),
    Rule(
        what="an instant for a wall-clock time in England",
        home="core/calendars.py",
        use=("at_local", "end_of", "day_of"),
        copy=re.compile(r"datetime\.combine\(.*ENGLAND\)"),
        copies=("return datetime.combine(day, clock, ENGLAND).astimezone(UTC)",),
        others=("return datetime.combine(day, time())", "at_local(day, time(9))"),
    ),
    Rule(
        what="age, and when someone is an adult",
        home="core/ages.py",
        use=("ADULT", "age_on", "ages_on", "is_adult_on", "eighteenth_birthday"),
        copy=re.compile(r"\(\w+\.month, \w+\.day\) [<>]|^\s*[A-Z_]+ = 18\b|\bage\w* (?:<|>=|>|<=) 18\b|year \+ 18\b|// 10_000"),
        copies=(
            "return day.year - born.year - ((day.month, day.day) < (born.month, born.day))",
            "ADULT = 18",
            "if child.age >= 18:",
            "return born_on.replace(year=born_on.year + 18)",
            "return (seen - born) // 10_000 >= ADULT",
        ),
        others=("title=look(bold=True, font_size=18)", "closes: time = time(18)", "if age_on(born_on, day) < ADULT:"),
    ),
    Rule(
        what="whether a period is in force, and whether two overlap",
        home="core/periods.py",
        use=("is_in_force_at", "is_in_force_on", "overlap"),
        copy=re.compile(r"([\w.]+) is None or [\w.]+ <=? \1\b|<=? (\w+) and \(([\w.]+) is None or \3 >=? \2"),
        copies=(
            "return self.since <= day and (self.until is None or day < self.until)",
            "return period.started_on <= day and (period.ended_on is None or period.ended_on >= day)",
            "if earlier.returned_at is None or later.started_at < earlier.returned_at:",
            "return back is None or starts < back or starts == group[0].last_seen_at",
        ),
        others=(
            "if is_in_force_at(first, returned(group), starts):",
            "return theirs.ended_on is None or theirs.ended_on > ours.ended_on",  # which of two ends is the later
            "if episode.returned_at is None or episode.returned_at >= now() - recent:",  # how long ago
        ),
    ),
    Rule(
        what="the same of periods in a query",
        home="core/period_filters.py",
        use=("in_force_at", "in_force_on", "overlapping"),
        copy=re.compile(r"""__lte=([\w.()]+)[),].*__gte?=\1|__gte?=([\w.()]+)[),].*__lte=\2"""),
        copies=(
            "return Q(started_on__lte=day) & (Q(ended_on=None) | Q(ended_on__gte=day))",
            "return self.filter(opened_at__lte=instant, until__gt=instant)",
            "self.filter(Q(until=None) | Q(until__gt=today()), since__lte=today(), agency__active=True)",
        ),
        others=("self.filter(in_force_at(today()), agency__active=True)", "Entry.objects.filter(id__gt=floor, at__gt=since)"),
    ),
    Rule(
        what="the codes of duties",
        home="duties/duty.py",
        use=("class DutyCode", "repeat_meeting_code", "level_of_meeting"),
        copy=re.compile(
            r"""["'](?:first-risk|joint-risk|safe-and-well-check|interview-allocated|first-offer|return-interview|write-up"""
            r"""|repeat-meeting)(?:["']|-)"""
        ),
        copies=(
            'CHECK = "safe-and-well-check"',
            'INTERVIEW_DUTIES = frozenset({"first-offer", "return-interview"})',
            'if clock.code == f"repeat-meeting-{level}":',
        ),
        others=('template = "episodes/check.html"', 'path("interviews/<uuid:key>/write-up/", write_up_views.overview)'),
    ),
    Rule(
        what="the order of an episode's times: nothing comes before the child was last seen",
        home="episodes/time_rules.py",
        use=("FOLLOWS", "wrong_order", "refuse_wrong_order"),
        copy=re.compile(
            r"before (?:the child|they) (?:was|were) (?:last seen|located)"
            r"|\b\w*(?:reported|returned|located|back)\w*(?:\.at)? <=? [\w.]*(?:last_seen|started|located)"
        ),
        copies=(
            'raise ValidationError("That is before the child was last seen.")',
            "if returned_at and returned_at < last_seen_at:",
            "if reported.at < last_seen.at:",
            "if located.at < episode.started_at:",
            "if since <= returned.at < episode.located_at:",
        ),
        others=("if wrong := wrong_order(times):", 'Moment.RETURNED: "the child is back",'),
    ),
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.what)
def test_a_rule_is_written_in_its_home_alone(rule: Rule) -> None:
    second = [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()}"
        for file in MODULES
        if file != SOURCE / rule.home
        for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1)
        if rule.copy.search(line)
    ]
    assert not second, f"{rule.what}: use {', '.join(rule.use)} of {rule.home}"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.what)
def test_the_home_of_a_rule_holds_what_others_use(rule: Rule) -> None:
    text = (SOURCE / rule.home).read_text("utf-8")
    assert not [name for name in rule.use if not re.search(rf"^(?:def )?{name}\b", text, re.MULTILINE)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.what)
def test_the_search_for_a_copy_finds_copies_and_nothing_else(rule: Rule) -> None:
    assert not [line for line in rule.copies if not rule.copy.search(line)]
    assert not [line for line in rule.others if rule.copy.search(line)]
