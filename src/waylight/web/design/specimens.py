"""Contents of the gallery: made-up children, deadlines in every state and made-up figures."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from waylight.chronology.moments import Precision

NOW = datetime(2026, 11, 24, 23, 40, tzinfo=UTC)
HOURS = timedelta(hours=1)
DAYS = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Specimen:
    """A made-up duty with its deadline, with the attributes that components/clock_badge.html reads."""

    name: str
    state: str
    started: datetime | None = None
    due: datetime | None = None
    ended: datetime | None = None
    reason: str = ""
    rule: str = "From the return, within the hours agreed"
    source: str = "Statutory guidance on children who run away or go missing, 2014"
    ends_when: str = "the interview is held, or the child or a parent says no"
    owner: str = "the council"


BACK = NOW - 31 * HOURS
CLOCKS = [
    Specimen(name="Return interview", state="NOT_STARTED"),
    Specimen(name="Return interview", state="RUNNING", started=BACK, due=NOW + 41 * HOURS),
    Specimen(name="Safe and well check", state="DUE_SOON", started=BACK, due=NOW + 2 * HOURS, owner="the police"),
    Specimen(name="Safe and well check", state="OVERDUE", started=BACK, due=NOW - 3 * HOURS, owner="the police"),
    Specimen(name="Return interview", state="MET", started=BACK, due=NOW, ended=NOW - 14 * HOURS),
    Specimen(name="Return interview", state="LATE", started=BACK - 4 * DAYS, due=BACK, ended=BACK + 4 * HOURS),
    Specimen(name="Return interview", state="EXCUSED", started=BACK, due=NOW, ended=NOW - 9 * HOURS, reason="Amina said no"),
    Specimen(name="Return interview", state="CANNOT_SAY", started=BACK - 4 * DAYS, due=BACK, ended=BACK),
    Specimen(name="Risk reviewed", state="PAUSED", started=BACK, due=NOW),
    Specimen(name="Agree the risk", state="STOPPED", started=BACK, due=NOW, ended=NOW, reason="in hospital"),
]
MONTHS = [("Dec", 2025, 0), ("Jan", 2026, 0), ("Feb", 2026, 1), ("Mar", 2026, 0), ("Apr", 2026, 0), ("May", 2026, 2)]
MONTHS += [("Jun", 2026, 1), ("Jul", 2026, 0), ("Aug", 2026, 3), ("Sep", 2026, 5), ("Oct", 2026, 2), ("Nov", 2026, 4)]
MISSING = [
    {
        "name": "Ben Carter",
        "age": 15,
        "since": NOW - 27.5 * HOURS,
        "place": "Birch House",
        "level": "HIGH",
        "pending": False,
        "set_by": "Sgt Okoro, 22:15",
        "last": "Visited an address in Edgeley, no reply",
        "owner": "Priya Shah",
        "clock": CLOCKS[3],
    },
    {
        "name": "Amina Yusuf",
        "age": 14,
        "since": NOW - 2.5 * HOURS,
        "place": "Family home",
        "level": "MEDIUM",
        "pending": True,
        "set_by": "set by police",
        "last": "Spoke to her sister, who has not heard",
        "owner": "Helen Ward",
        "clock": CLOCKS[2],
    },
    {
        "name": "Chloe Marsh",
        "age": 16,
        "since": NOW - 0.6 * HOURS,
        "place": "Foster placement, Rochdale",
        "level": "",
        "pending": False,
        "set_by": "",
        "last": "",
        "owner": "",
        "clock": CLOCKS[1],
    },
]
WORKLIST = [
    {
        "name": "Ben Carter",
        "child_href": "#worklist",
        "age": 15,
        "about": "Back Mon 16:40",
        "what": "Safe and well check",
        "what_href": "#worklist",
        "clock": CLOCKS[3],
        "due_from": "the police",
        "person": "",
    },
    {
        "name": "Amina Yusuf",
        "child_href": "#worklist",
        "age": 14,
        "about": "Back Mon 16:40",
        "what": "Return interview held",
        "what_href": "#worklist",
        "clock": CLOCKS[1],
        "due_from": "the council",
        "person": "Marcus Bell",
        "act": {"href": "#worklist", "words": "Accept", "about": "Amina Yusuf", "version": 1, "submission": "specimen"},
    },
]
ENTRIES = [
    {
        "at": NOW - 2.5 * HOURS,
        "precision": Precision.ABOUT,
        "kind": "episode",
        "kind_label": "missing now",
        "title": "Went missing from the family home",
        "href": "#timeline",
        "body": "Left after an argument about her phone. Took a coat and no money.",
        "by": "Reported by her mother to the police at 22:20",
    },
    {
        "at": NOW - 8 * DAYS,
        "precision": Precision.MINUTE,
        "kind": "interview",
        "kind_label": "held in time",
        "title": "Return interview with Marcus Bell",
        "href": "#timeline",
        "quote": "I was cold but I did not want to ring anyone.",
        "by": "Marcus Bell, Next Step Interviews",
    },
    {
        "at": NOW - 10 * DAYS,
        "precision": Precision.MINUTE,
        "kind": "episode",
        "kind_label": "14 h 5 min",
        "title": "Missing from the family home, back on her own",
        "href": "#timeline",
        "body": "Found by her aunt at the bus station.",
    },
    {
        "at": NOW - 40 * DAYS,
        "precision": Precision.DATE,
        "kind": "note",
        "title": "Moved to Werneth School",
        "by": "Farah Noor, education",
    },
]
BEN_FACTS = [
    {"label": "Looked after by", "value": "Rochdale"},
    {"label": "At", "value": "Birch House"},
    {"label": "Social worker", "value": "Helen Ward"},
]
RISK_VIEWS = [
    {
        "agency": "Police",
        "view": {
            "level": "LOW",
            "assessed_at": NOW - 2 * HOURS,
            "assessor": {"name": "Sgt Grace Okoro"},
            "rationale": "Has texted his sister. Known to be with an older cousin.",
            "next_review_at": NOW + 6 * HOURS,
        },
        "factors": ["No phone, no money", "Missing often (in the past)"],
        "earlier": 1,
    },
    {"agency": "Social care", "view": None},
    {
        "agency": "Carer",
        "view": {"level": "HIGH", "assessed_at": NOW - 3 * HOURS, "rationale": "He packed a bag, which is new."},
    },
]
TIMES = [
    {"what": "Last seen", "at": NOW - 38 * HOURS, "precision": Precision.ABOUT, "told_by": "her mother"},
    {"what": "Reported", "at": NOW - 35.4 * HOURS, "precision": Precision.MINUTE, "told_by": "police"},
    {"what": "Located", "at": None, "unknown": "Not recorded"},
    {"what": "Returned", "at": NOW - 31 * HOURS, "precision": Precision.MINUTE, "told_by": "her aunt"},
]
BARS = (
    '<svg viewBox="0 0 640 200" width="640" height="200" font-family="Inter" font-size="13" fill="#15211f">'
    + "".join(
        f'<rect x="170" y="{12 + row * 46}" width="{width}" height="26" fill="{fill}"/>'
        f'<text x="158" y="{30 + row * 46}" text-anchor="end">{name}</text>'
        f'<text x="{178 + width}" y="{30 + row * 46}" font-weight="600">{value_words}</text>'
        for row, (name, width, fill, value_words) in enumerate(
            [
                ("In time", 300, "#0f5a5e", "70 %, 221 of 315"),
                ("Late", 77, "#7fa9a8", "18 %, 57 of 315"),
                ("Child said no", 43, "#b7cecb", "10 %, 31 of 315"),
                ("Not offered", 9, "#f0a030", "2 %, 6 of 315"),
            ]
        )
    )
    + "</svg>"
)
SPECIMENS: dict[str, Any] = {
    "around": {
        "partnership": "Northmarch partnership",
        "navigation": [
            {"label": "Today", "href": "#main", "active": True},
            {"label": "Children", "href": "#main", "active": False},
            {"label": "Education", "href": "#main", "active": False},
            {"label": "Meetings", "href": "#main", "active": False},
            {"label": "Reports", "href": "#main", "active": False},
            {"label": "Settings", "href": "#main", "active": False},
        ],
        "footer_links": [{"label": "Accessibility", "href": "#main"}, {"label": "Privacy", "href": "#main"}],
    },
    "clocks": CLOCKS,
    "risks": ["HIGH", "MEDIUM", "LOW", "NONE_APPARENT", ""],
    "missing": MISSING,
    "worklist": WORKLIST,
    "entries": ENTRIES,
    "kinds": [
        {"value": "episode", "label": "Missing"},
        {"value": "interview", "label": "Interviews"},
        {"value": "note", "label": "Notes"},
    ],
    "times": TIMES,
    "months": [{"label": label, "full": f"{label} {year}", "count": count, "href": "#strip"} for label, year, count in MONTHS],
    "ben_missing_since": NOW - 27.5 * HOURS,
    "ben": {
        "name": "Ben Carter",
        "known_as": "Benny",
        "age": 15,
        "missing_since": NOW - 27.5 * HOURS,
        "href": "#main",
        "missing_href": "#main",
        "facts": BEN_FACTS,
        "flags": ["Exploitation, medium"],
    },
    "risk_views": RISK_VIEWS,
    "counts": [
        {"label": "All", "count": 31, "href": "#counts", "active": True},
        {"label": "Mine", "count": 6, "href": "#counts", "active": False},
        {"label": "My team", "count": 19, "href": "#counts", "active": False},
        {"label": "Unallocated", "count": 2, "href": "#counts", "active": False},
    ],
    "steps": [
        {"label": "Before we start", "hint": "Who is here, what happens to what is said", "state": "Done", "href": "#steps"},
        {"label": "What happened", "hint": "Where, when and who with", "state": "Started", "href": "#steps"},
        {"label": "Why", "hint": "Push and pull", "state": "Not started yet", "href": "#steps"},
        {"label": "What would help", "hint": "", "state": "Not started yet", "href": "#steps"},
    ],
    "summary": [
        {"key": "Missing from", "value": "Family home", "href": "#summary", "change": "where she was missing from"},
        {
            "key": "Last seen",
            "value": "Tue 24 Nov, about 21:10\nby her sister",
            "href": "#summary",
            "change": "when she was last seen",
        },
        {"key": "Wearing", "value": "", "href": "#summary", "change": "what she was wearing"},
    ],
    "trend": [58, 61, 60, 66, 63, 64, 69, 67, 70],
    "bars": BARS,
    "head": ["Outcome", "Children", "Share"],
    "rows": [
        ["In time", "221", "70 %"],
        ["Late", "57", "18 %"],
        ["Child said no", "31", "10 %"],
        ["Not offered", "6", "2 %"],
    ],
    "sums": [
        {"count": "1,810", "words": "rows will load"},
        {"count": "25", "words": "will not"},
        {"count": "10", "words": "are adults"},
    ],
    "preview_head": ["Reference", "Forename", "Surname", "Last seen", "Risk"],
    "preview_rows": [
        {"number": 2, "cells": ["MP-104", "Amina", "Yusuf", "24/11/2026 21:10", "Medium"], "refused": ""},
        {"number": 3, "cells": ["MP-105", "Ben", "Carter", "31/02/2026 20:00", "High"], "refused": "31 February is not a date"},
        {"number": 4, "cells": ["MP-106", "Chloe", "Marsh", "24/11/2026 23:04", "Low"], "refused": ""},
    ],
    "theirs": {
        "by": "Helen Ward, 23:31",
        "rows": [{"key": "Risk", "value": "High", "differs": True}, {"key": "Set by", "value": "Police", "differs": False}],
    },
    "yours": {
        "by": "Priya Shah, now",
        "rows": [{"key": "Risk", "value": "Medium", "differs": True}, {"key": "Set by", "value": "Police", "differs": False}],
    },
}
