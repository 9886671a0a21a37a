"""Who may open what: one line for each address, by its name. Whoever is not named gets "page not found".

A page about a child opens only for those of its line who may also see that child (SEES). A new address needs a line
here and, when it has a new kind of argument, a value in `arguments`.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import timedelta
from uuid import UUID

from django.test import Client

from waylight.access.actions import open_in_emergency
from waylight.accounts.actions import give_role
from waylight.accounts.models import Membership, User
from waylight.accounts.roles import Role
from waylight.config.demonstration.cast import Cast
from waylight.core import clock
from waylight.core.clock import now, today
from waylight.episodes.actions import ReportedTime, record_check, record_return, report_missing
from waylight.episodes.correction_actions import request_void
from waylight.episodes.models import Episode
from waylight.exchange.loading.load import refused_rows_path
from waylight.exchange.loading.uploads import upload_folder
from waylight.exchange.models import Batch, Stage, Waiting
from waylight.exchange.police.incident import Incident
from waylight.exchange.police.unmatched import as_payload
from waylight.interviews.actions import accept, allocate, hold
from waylight.interviews.models import Interview
from waylight.interviews.questions import SECTIONS
from waylight.people.actions import add_child
from waylight.people.merged_records import merge_children
from waylight.people.models import Child
from waylight.reports.counts.month_counts import count_month
from waylight.reports.counts.months import Month
from waylight.reports.publishing import publish
from waylight.web.episodes.reporting.steps import STEPS

NOBODY: frozenset[str] = frozenset()
TOM, ALEX, NADIA = frozenset({"tom"}), frozenset({"alex"}), frozenset({"nadia"})
PRIYA, MARCUS, OKORO, HELEN, JO = (frozenset({name}) for name in ("priya", "marcus", "okoro", "helen", "jo"))
IRIS = frozenset({"iris"})
PROVIDER = MARCUS | IRIS
FARAH = frozenset({"farah"})
FIGURES = frozenset({"ruth", "grant"})
WORKERS = PRIYA | PROVIDER | OKORO | HELEN | JO
REPORTERS = WORKERS - PROVIDER
ANYONE = WORKERS | FIGURES | TOM | ALEX | NADIA | FARAH

# Each of them has been missing, is missing now, and was referred to the interview provider.
SEES: Mapping[str, frozenset[str]] = {"amina": PRIYA | OKORO | HELEN | PROVIDER, "ben": PRIYA | OKORO | JO | PROVIDER}

# Open before signing in.
OPEN = frozenset({"account_login", "account_welcome", "design", "design_question", "health"})

WHO: Mapping[str, frozenset[str]] = {
    "home": ANYONE,
    "today": WORKERS,
    "today:new": WORKERS,
    "today:earlier": WORKERS,
    "today:take_on": PRIYA | HELEN,
    "today:accept": PROVIDER,
    "children:search": WORKERS,
    "children:detail": WORKERS,
    "merging:find_same": PRIYA | HELEN,
    "merging:same": PRIYA | HELEN,
    "merging:undo_merge": PRIYA | HELEN,
    "episodes:report": REPORTERS,
    "episodes:report_new": REPORTERS,
    "episodes:report_sent": REPORTERS,
    "episodes:report_for": REPORTERS,
    "episodes:report_resume": PRIYA,
    "episodes:report_check": PRIYA,
    "episodes:report_throw_away": PRIYA,
    "episodes:report_step": PRIYA,
    "episodes:report_keep": PRIYA,
    "episodes:reported": REPORTERS,
    "episodes:detail": WORKERS,
    "episodes:deadline": WORKERS,
    "episodes:risk": REPORTERS,
    "episodes:located": REPORTERS,
    "episodes:return": REPORTERS,
    "episodes:log": REPORTERS,
    "episodes:check": PRIYA | OKORO,
    "episodes:correct_check": PRIYA | OKORO,
    "episodes:take_on": PRIYA | HELEN,
    "episodes:correct": PRIYA | OKORO,
    "episodes:category": PRIYA | OKORO,
    "episodes:void": PRIYA | OKORO,
    "episodes:void_answer": PRIYA | OKORO,
    "episodes:reopen": PRIYA | OKORO,
    "episodes:meeting": PRIYA,
    "interviews:allocate": PRIYA,
    "interviews:exempt": PRIYA,
    "interviews:detail": PRIYA | OKORO | HELEN | PROVIDER,
    "interviews:read": PRIYA | HELEN | PROVIDER,
    "interviews:copy": PRIYA | HELEN | PROVIDER,
    "interviews:copy_for_child": PRIYA | HELEN | PROVIDER,
    "interviews:accept": PROVIDER,
    "interviews:attempt": PRIYA | PROVIDER,
    "interviews:book": PRIYA | PROVIDER,
    "interviews:hold": PRIYA | PROVIDER,
    "interviews:end": PRIYA | PROVIDER,
    "interviews:hand_over": PRIYA,
    "interviews:withdraw": PRIYA,
    "interviews:cover": PRIYA,
    "interviews:write_up": PROVIDER,
    "interviews:section": PROVIDER,
    "interviews:keep": PROVIDER,
    "interviews:open_again": PROVIDER,
    "interviews:easy_read": PROVIDER,
    "interviews:check": IRIS,
    "write_ups": IRIS,
    "education:index": FARAH,
    "loading:index": PRIYA,
    "loading:new": PRIYA,
    "loading:batch": PRIYA,
    "loading:progress": PRIYA,
    "loading:load": PRIYA,
    "loading:discard": PRIYA,
    "loading:undo": PRIYA,
    "loading:refused": PRIYA,
    "loading:columns": PRIYA,
    "loading:waiting": PRIYA,
    "loading:decide": PRIYA,
    "reports:index": PRIYA | OKORO | FIGURES,
    "reports:month": PRIYA | OKORO | FIGURES,
    "reports:download": PRIYA | OKORO | FIGURES,
    "reports:behind": PRIYA,
    "reports:publish": PRIYA | {"ruth"},
    "reports:published": PRIYA | OKORO | FIGURES,
    "reports:published_download": PRIYA | OKORO | FIGURES,
    "emergencies:index": NADIA,
    "emergencies:review": NADIA,
    "emergencies:open": PRIYA | OKORO | HELEN,
    "settings:index": ALEX,
    "settings:invite": ALEX,
    "settings:detail": ALEX,
    "settings:new_link": ALEX,
    "settings:give_role": ALEX,
    "settings:end_role": ALEX,
    "settings:switch-off": ALEX,
    "settings:switch-on": ALEX,
    "settings:second-factor": ALEX,
    "settings:waiting": NADIA,
    "settings:answer": NADIA,
    "settings:protocol": PRIYA | ALEX | NADIA,
    "settings:agree": ALEX,
    "account_login": ANYONE,
    "account_logout": ANYONE,
    "account_welcome": ANYONE,
    "account_change_password": ANYONE,
    "account_reauthenticate": ANYONE,
    "mfa_index": ANYONE,
    "mfa_authenticate": ANYONE,
    "mfa_reauthenticate": ANYONE,
    "mfa_activate_totp": ANYONE,
    "mfa_deactivate_totp": NOBODY,
    "mfa_view_recovery_codes": NOBODY,
    "mfa_generate_recovery_codes": ANYONE,
    "mfa_download_recovery_codes": NOBODY,
    "design": ANYONE,
    "design_question": ANYONE,
}

# Addresses that ask for more than a path.
QUERIES = {"loading:columns": "?file=police.csv"}

# Arguments that lead to a child: with one of them in its address, a page is about that child.
ABOUT_A_CHILD = frozenset({"child_id", "episode_id", "interview_id"})


def arguments(cast: Cast, child: Child, sign_in: Callable[[str], Client]) -> dict[str, list[object]]:
    """For every argument any address takes, values worth trying, all about this child where they are about one."""
    for person in cast.people.values():
        person.password = "chosen"
        person.save()
    first, written, back, unheard = (back_after(cast, child, days) for days in (20, 15, 10, 5))
    waits, held = (allocate([over], by=cast.priya, provider=cast.provider, interviewer=cast.marcus) for over in (first, back))
    held = accept(held, by=cast.marcus, version=held.version)
    held = hold(held, by=cast.marcus, version=held.version, held_at=now(), mode="FACE")
    record_check(back, by=cast.okoro, status="DONE", done_at=now())
    again = missing(cast, child)
    request_void(again, by=cast.okoro, because="He was in his room all along.")
    draft = sign_in("priya").post(f"/report/{cast.dev.pk}/").headers["Location"].split("/")[3]
    emergency = open_in_emergency(cast.dev, by=cast.helen, reason="His mother phoned the duty line just now.")
    batch = Batch.objects.create(council=cast.harrowmere, by=cast.priya, folder="", stage=Stage.READY)
    refused_rows_path(str(batch.pk)).touch()
    upload_folder(batch).mkdir(parents=True)
    (upload_folder(batch) / "police.csv").write_text("Reference,Surname\n9001,Yusuf\n")
    told = as_payload(report_of(child))
    before = Batch.objects.create(council=cast.harrowmere, by=cast.priya, folder="")
    waiting = Waiting.objects.create(council=cast.harrowmere, batch=before, reference="9001", told=told, because="two alike")
    switched_off = User.objects.create_user("gone@demo.example", name="Gone", is_active=False)
    return {
        "child_id": [child.pk],
        "other_id": [recorded_again(child).pk],
        "merge_id": [merged_away(child, by=cast.priya)],
        "episode_id": [again.pk, back.pk, unheard.pk],
        "interview_id": [waits.pk, held.pk, written_up(cast, written).pk],
        "draft_id": [draft],
        "slug": [step.slug for step in STEPS[:1]],
        "code": ["return-interview", *list(SECTIONS)[:1]],
        "emergency_id": [emergency.pk],
        "user_id": [cast.priya.pk, switched_off.pk],
        "membership_id": [cast.priya.memberships.get().pk],
        "proposal_id": [proposed(cast).pk],
        "key": ["interview.hours"],
        "level": [3],
        "secret": ["no-such-secret"],
        "batch_id": [batch.pk],
        "waiting_id": [waiting.pk],
        "council_code": ["990"],
        "month": [Month.of(today())],
        "span": [Month.of(today())],
        "measure": ["episodes"],
        "kind": ["xlsx"],
        "published_id": [publish_last_month(cast)],
    }


def proposed(cast: Cast) -> Membership:
    """A second coordinator, whom nobody has confirmed."""
    new = User.objects.create_user("new@demo.example", name="New")
    return give_role(new, by=cast.alex, agency=cast.harrowmere, role=Role.COORDINATOR, reason="She joins the team on Monday.")


def written_up(cast: Cast, over: Episode) -> Interview:
    """Heard and written up by Marcus, and waiting to be checked."""
    interview = allocate([over], by=cast.priya, provider=cast.provider, interviewer=cast.marcus)
    Interview.objects.filter(pk=interview.pk).update(
        accepted_at=now(), held_at=now(), outcome="COMPLETED", written_up_at=now(), written_up_by=cast.marcus
    )
    return interview


def recorded_again(child: Child) -> Child:
    """A second record of the same child, in the same team."""
    told = {"forename": child.forename, "surname": "Again", "born_on": child.born_on, "team": child.team}
    return add_child(by=None, council=child.council, **told)


def merged_away(child: Child, *, by: User) -> UUID:
    """A third, which has been made one with the child's."""
    again = recorded_again(child)
    versions = (Child.objects.get(pk=child.pk).version, again.version)
    return merge_children(child, again, by=by, versions=versions, because="Her mother says so.").pk


def publish_last_month(cast: Cast) -> UUID:
    """Last month's figures, frozen; there is a record of it."""
    before = Month.of(today()).later(-1)
    counts = replace(count_month(cast.harrowmere, before), began=before.start)
    return publish(cast.harrowmere, counts, by=cast.priya).pk


def report_of(child: Child) -> Incident:
    """A report about them in a file, as it waits for somebody to say whom it is about."""
    unsaid = {field.name: "" for field in fields(Incident)} | {"reported_at": None, "returned_at": None, "checked_at": None}
    told = {"reference": "9001", "surname": child.surname, "forename": "J", "born_on": child.born_on, "last_seen_at": now()}
    return Incident(**unsaid | told)


def missing(cast: Cast, child: Child) -> Episode:
    """Missing from this moment on, for the third time in a month when two came before."""
    seen, where = ReportedTime(at=now()), "FAMILY_HOME"
    return report_missing(child, by=cast.okoro, last_seen=seen, reported=seen, missing_from=where, reported_by="Parent")


def back_after(cast: Cast, child: Child, days: int) -> Episode:
    """Missing these days ago, and back an hour later."""
    begun = now() - timedelta(days=days)
    with clock.at(begun):
        episode = missing(cast, child)
    with clock.at(begun + timedelta(hours=1)):
        return record_return(episode, by=None, version=episode.version, returned=ReportedTime(at=now()))
