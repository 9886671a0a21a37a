"""The analytical tables as pure schemas: pseudonyms, local dates and plain codes, and no names.

Keys are whole numbers that mean nothing outside one build. Months are numbers such as 201512, in England's calendar. Flags are
1 or 0.
"""

import ibis

EXPLOITATION = "CSE"  # the kind of flag that `cse_flag` counts

EPISODES = ibis.table(
    {
        "episode": "int64",  # pseudonym
        "child": "int64",  # pseudonym
        "council": "string",  # three-figure code of the council that keeps the record
        "category": "string",  # only MISSING counts in headlines; ABSENT, AWAY and LATE do not
        "counted": "int8",  # category MISSING and under 18 at the start: the episodes that headlines count
        "started_on": "date",  # local date the child was last seen
        "start_month": "int32",
        "start_hour": "int8",  # local hour, 0 to 23
        "start_order": "int64",  # minutes since 1970: puts a child's episodes in order
        "age": "int8",  # whole years at the start
        "missing_from": "string",  # the place, in words
        "looked_after": "int8",  # at the start
        "other_authority": "int8",  # looked after by an authority other than the council, at the start
        "cse_flag": "int8",  # flagged for sexual exploitation at the start
        "closed": "int8",  # the child is back
        "within_24h": "int8",  # back no later than 24 hours after the start
        "hours": "float64",  # length of the episode, if closed
        "duration": "int8",  # index in durations.BANDS
        "returned_on": "date",
        "return_month": "int32",
        "due": "int8",  # counted, returned, and due a return interview
        "outcome": "string",  # status of the return interview that covers it: a CoverageStatus, or EXEMPT
        "completed": "int8",  # the outcome as six flags; if an interview was due, exactly one is set
        "declined": "int8",
        "no_contact": "int8",
        "superseded": "int8",
        "not_offered": "int8",
        "outstanding": "int8",
        "offered": "int8",
        "in_time": "int8",  # interview held before its deadline
        "checked": "int8",  # a safe and well check was made
        "checked_in_time": "int8",
    },
    name="episodes",
)

TRIGGERS = ibis.table(
    {
        "episode": "int64",
        "child": "int64",
        "council": "string",
        "fired_on": "date",
        "fired_month": "int32",
        "level": "int8",  # number of episodes in the protocol's window
    },
    name="triggers",
)

EPISODE_TALLIES = ibis.table(
    {
        "council": "string",
        "month": "int32",  # the month in which the episodes began
        "age": "int8",
        "start_hour": "int8",
        "duration": "int8",
        "episodes": "int64",
        "closed": "int64",
        "within_24h": "int64",
        "cse_flag": "int64",
    },
    name="episode_tallies",
)

RETURN_TALLIES = ibis.table(
    {
        "council": "string",
        "month": "int32",  # the month in which the child came back
        "due": "int64",
        "offered": "int64",
        "completed": "int64",
        "in_time": "int64",
        "declined": "int64",
        "no_contact": "int64",
        "superseded": "int64",
        "not_offered": "int64",
        "outstanding": "int64",
        "checked": "int64",
        "checked_in_time": "int64",
    },
    name="return_tallies",
)

CHILD_MONTHS = ibis.table(
    {
        "council": "string",
        "month": "int32",  # the month in which the episodes began
        "child": "int64",
        "episodes": "int64",
        "first_age": "int8",
        "first_place": "string",
        "looked_after": "int8",
        "other_authority": "int8",
        "cse_flag": "int8",
    },
    name="child_months",
)

CHILD_RETURNS = ibis.table(
    {
        "council": "string",
        "month": "int32",  # the month in which the child came back
        "child": "int64",
        "returns": "int64",
        "completed": "int64",
        "declined": "int64",
    },
    name="child_returns",
)

POPULATIONS = ibis.table({"council": "string", "group": "string", "children": "int64"}, name="populations")

ROLLUPS = (EPISODE_TALLIES, RETURN_TALLIES, CHILD_MONTHS, CHILD_RETURNS)
TABLES = (EPISODES, TRIGGERS, POPULATIONS, *ROLLUPS)
