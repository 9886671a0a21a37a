"""The stories of four children, with times relative to today.

Amina shows repeats, a refusal, and a child's own words. Ben shows one episode that his home and the police both reported, in a
council that is not his own. Chloe shows how distance makes interviews late. Dev shows school hours.
"""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from waylight.config.demonstration.cast import Cast
from waylight.config.demonstration.storyteller import DAY, HOUR, MINUTE, Storyteller
from waylight.core.calendars import at_local
from waylight.core.clock import at, now, today
from waylight.episodes.actions import add_log_line, take_ownership
from waylight.episodes.choices import LogKind, MissingFrom, ReturnMethod, RiskLevel, TimeSource
from waylight.interviews.choices import DeclineReason, Mode
from waylight.placements.models import Home

MEDIUM, HIGH = RiskLevel.MEDIUM, RiskLevel.HIGH
SHARING = {"sharing": {"explained": "yes", "agrees": ["SW", "CARER"]}}


def tell(cast: Cast) -> None:
    storyteller = Storyteller(cast)
    _amina(storyteller)
    _ben(storyteller)
    _chloe(storyteller)
    _dev(storyteller)


def ago(days: int, clock: str) -> datetime:
    """Return the instant of a clock time in England `days` ago."""
    return at_local(today() - days * DAY, time.fromisoformat(clock))


def answers_by_section(
    *, push: tuple[list[str], str], pull: tuple[list[str], str], wishes: str, again: str, **sections: Any
) -> Mapping[str, Any]:
    """Return the answers of the sections that every interview needs, and of the other sections that are given."""
    return {
        "push": {"push": push[0], "push_words": push[1]},
        "pull": {"pull": pull[0], "pull_words": pull[1]},
        "harm": {"harm": "no", "medical": "no"},
        "help": {"wishes": wishes, "again": again},
        **SHARING,
        **sections,
    }


def _amina(storyteller: Storyteller) -> None:
    """Fourteen, at home: missing three times in ninety days, and her own words about the last time."""
    cast, amina = storyteller.cast, storyteller.cast.amina
    first = storyteller.missing(
        amina, by=cast.okoro, last_seen=ago(72, "17:40"), reported_at=ago(72, "19:05"), reported_by="Mother",
        reference="HAR-AY-0191",
        circumstances="Left after an argument about her phone. Said she was going to a friend's.", why_worried="Not answering.",
    )  # fmt: skip
    storyteller.risk(
        first,
        when=ago(72, "19:30"),
        police=MEDIUM,
        council=MEDIUM,
        because="First time. Out of character.",
        out_of_character="CURRENT",
    )
    first = storyteller.back(first, by=cast.okoro, when=ago(72, "22:50"), found_at="Friend's address")
    storyteller.checked(first, after=12 * HOUR, where_been="At a friend's house", with_whom="A friend from school")
    interview = storyteller.offered([first], after=15 * HOUR)
    interview = storyteller.held(interview, when=ago(70, "16:00"), place="School", mode=Mode.FACE)
    answers = answers_by_section(
        push=(["FAMILY_ARGUMENT"], "Mum took my phone off me."), pull=(["FRIENDS"], "I just wanted to be somewhere quiet."),
        wishes="My phone back. My own room.", again="Probably not.",
    )  # fmt: skip
    storyteller.written_up(interview, when=ago(69, "10:30"), answers=answers)

    second = storyteller.missing(
        amina, by=cast.okoro, last_seen=ago(34, "20:15"), reported_at=ago(34, "23:10"), reported_by="Mother",
        reference="HAR-AY-0356",
        circumstances="Went out after tea and did not come back.", why_worried="Has been seen with an older boy by the shops.",
    )  # fmt: skip
    storyteller.risk(
        second, when=ago(34, "23:30"), police=MEDIUM, council=HIGH, because="An older boy nobody can name.",
        unknown_adults="CURRENT",
    )  # fmt: skip
    second = storyteller.back(second, by=cast.okoro, when=ago(33, "06:30"), method=ReturnMethod.POLICE, found_at="Bus station")
    storyteller.checked(second, after=9 * HOUR, where_been="Walking about", with_whom="Would not say")
    storyteller.declined(
        [second], after=20 * HOUR, reason=DeclineReason.NO_BENEFIT, words="Nothing changes, so what's the point."
    )

    third = storyteller.missing(
        amina, by=cast.okoro, last_seen=ago(5, "18:30"), reported_at=ago(5, "20:20"), reported_by="Mother",
        reference="HAR-AY-0512",
        circumstances="Texted that she was staying out. Phone off since 18:50.", why_worried="Third time. The older boy again.",
    )  # fmt: skip
    storyteller.risk(
        third, when=ago(5, "20:45"), police=MEDIUM, council=HIGH, because="Third time in ninety days; the same older boy.",
        unknown_adults="CURRENT", exploitation="CURRENT",
    )  # fmt: skip
    with at(ago(5, "22:00")):
        add_log_line(
            third, by=cast.priya, kind=LogKind.FAMILY, what="Mother has tried three friends. None has seen her since school."
        )
    third = storyteller.back(third, by=cast.okoro, when=ago(4, "08:10"), method=ReturnMethod.FAMILY, found_at="Her aunt's street")
    storyteller.checked(third, after=7 * HOUR, where_been="A flat over the shops", with_whom="The older boy and his friends")
    interview = storyteller.offered([third], after=10 * HOUR, note="She said yes straight away this time.")
    interview = storyteller.booked(interview, when=ago(4, "18:30"), booked_for=ago(2, "15:30"), place="The library")
    interview = storyteller.held(interview, when=ago(2, "15:30"), place="The library")
    answers = answers_by_section(
        push=(["FAMILY_ARGUMENT", "FEELS_POWERLESS"], "It's like I'm not there when they argue."),
        pull=(["FRIENDS", "OLDER_PARTNER"], "He picks me up. He says I'm more grown up than them."),
        wishes="For them to stop shouting. To have someone to ring who isn't police. To go to college for hair.",
        again="If it's like that again, yeah.",
        before={"before": "Bad for about a week.", "that_day": "They were shouting before I even got my coat off."},
        where={"places": "His mate's flat over the shops. I don't want to say which.", "slept": "On the sofa.",
        "before_there": "yes"},
        whom={"whom": "Him and two of his mates.", "older": "yes",
        "frightened": "A bit, when they wouldn't let me charge my phone."},
        own_words={
            "words": "I wasn't missing. I knew where I was. I just wasn't where they wanted me. If one person had "
            "asked me what was wrong before I went, I'd have told them."
        },
        analysis={
            "risk": "An older boy with a car, a flat, and friends she is a little afraid of. Her aunt found her.",
            "protective": "Her aunt. College. She asked for somebody to ring.",
            "next": "Exploitation screening with Helen this week; a named adult she can ring.",
        },
        actions={"actions": "Helen to see her on Friday. Aunt to be her safe person.",
        "feedback": "Marcus rings her next Tuesday."},
    )  # fmt: skip
    storyteller.written_up(interview, when=ago(1, "11:00"), answers=answers, checked=False)


def _ben(storyteller: Storyteller) -> None:
    """Fifteen, Calderwick's child in Birch House here: his home and the police both reported him, and he is still missing."""
    cast, ben = storyteller.cast, storyteller.cast.ben
    birch_house = Home.objects.get(agency=cast.birch_house)
    at_birch_house: dict[str, Any] = {"missing_from": MissingFrom.CHILDRENS_HOME, "home": birch_house, "source": TimeSource.CARER}
    first = storyteller.missing(
        ben, by=cast.jo, last_seen=ago(19, "21:10"), reported_at=ago(19, "22:05"), reported_by="Birch House",
        circumstances="Did not come back from the gym.", **at_birch_house,
    )  # fmt: skip
    storyteller.missing(
        ben, by=cast.okoro, last_seen=ago(19, "21:20"), reported_at=ago(19, "22:30"), reported_by="Residential care staff",
        reference="HAR-BC-0447", **at_birch_house,
    )  # fmt: skip
    storyteller.risk(first, when=ago(19, "22:45"), police=MEDIUM, council=MEDIUM, because="Went home to Calderwick last time.")
    first = storyteller.back(
        first, by=cast.jo, when=ago(18, "13:40"), method=ReturnMethod.POLICE, source=TimeSource.CARER,
        found_at="Calderwick, his brother's",
    )  # fmt: skip
    storyteller.checked(first, after=5 * HOUR, where_been="His brother's in Calderwick", with_whom="His brother")
    interview = storyteller.offered([first], after=21 * HOUR, note="We are the host: Calderwick asked us to offer it.")
    interview = storyteller.held(interview, when=ago(16, "17:00"), place="A walk by the canal")
    answers = answers_by_section(
        push=(["FAR_FROM_HOME", "CONTACT_DENIED"], "They stopped my Sunday calls when I kicked off."),
        pull=(["SIBLING", "HOME_AREA"], "My brother's got a new baby. I wanted to see her."),
        wishes="To see the baby properly. To move nearer. A bike.", again="If they stop the calls again.",
    )  # fmt: skip
    storyteller.written_up(interview, when=ago(15, "09:40"), answers=answers)

    last_seen = min(ago(1, "20:40"), now() - 12 * HOUR)
    second = storyteller.missing(
        ben, by=cast.jo, last_seen=last_seen, reported_at=last_seen + 50 * MINUTE, reported_by="Birch House",
        circumstances="Climbed out of the kitchen window after his call with his brother was cancelled.",
        why_worried="No money and no coat. He has said he will walk to Calderwick.",
        done_so_far="Rang his phone; staff drove the main road.",
        **at_birch_house,
    )  # fmt: skip
    storyteller.missing(
        ben, by=cast.okoro, last_seen=last_seen + 10 * MINUTE, reported_at=last_seen + 80 * MINUTE,
        reported_by="Residential care staff",
        reference="HAR-BC-0529", **at_birch_house,
    )  # fmt: skip
    storyteller.risk(
        second, when=last_seen + 95 * MINUTE, police=MEDIUM, council=HIGH, because="Cold night, no coat, a main road.",
        contact_event="CURRENT", review=now() + 80 * MINUTE,
    )  # fmt: skip
    with at(last_seen + 3 * HOUR):
        take_ownership(second, by=cast.priya, version=second.version)
        add_log_line(
            second, by=cast.priya, kind=LogKind.FAMILY, what="His brother has not seen him but will ring.",
            next_step="Ring the brother again in the morning.",
        )  # fmt: skip
    with at(last_seen + 4 * HOUR):
        add_log_line(second, by=cast.okoro, kind=LogKind.TRANSPORT, what="Camera at the bus station: not seen.", shared=True)


def _chloe(storyteller: Storyteller) -> None:
    """Sixteen, ours, forty miles away in Merrowby: each interview waits for someone who can travel."""
    cast, chloe = storyteller.cast, storyteller.cast.chloe
    at_foster_home: dict[str, Any] = {"missing_from": MissingFrom.FOSTER, "source": TimeSource.CARER}
    late_because = "She lives forty miles away: the first day anyone could make the journey."
    for days, reference, after in ((63, "HAR-CM-0217", 5), (24, "HAR-CM-0401", 6)):
        episode = storyteller.missing(
            chloe, by=cast.okoro, last_seen=ago(days, "19:30"), reported_at=ago(days, "21:00"), reported_by="Foster carer",
            reference=reference, circumstances="Out with people the carer does not know.", **at_foster_home,
        )  # fmt: skip
        storyteller.risk(
            episode, when=ago(days, "21:30"), police=HIGH, council=HIGH, because="Known worry about exploitation.",
            exploitation="CURRENT",
        )  # fmt: skip
        episode = storyteller.back(
            episode, by=cast.okoro, when=ago(days - 1, "02:20"), method=ReturnMethod.FRIEND, source=TimeSource.CARER
        )
        storyteller.checked(
            episode, after=15 * HOUR, where_been="A car park, then a house in Merrowby", with_whom="Would not say"
        )
        interview = storyteller.offered(
            [episode], after=30 * HOUR, note="By phone. She would rather wait for somebody in person."
        )
        interview = storyteller.held(
            interview, when=ago(days - after, "13:00"), place="A café near college", late_because=late_because
        )
        answers = answers_by_section(
            push=(["FAR_FROM_HOME", "BOREDOM"], "There is nothing here and nobody I know."),
            pull=(["FRIENDS", "ONLINE_CONTACT"], "Someone I talk to. He drives."),
            wishes="To live where I know people.", again="Depends.",
        )  # fmt: skip
        storyteller.written_up(interview, when=ago(days - after - 1, "15:00"), answers=answers)
    episode = storyteller.missing(
        chloe, by=cast.okoro, last_seen=ago(4, "18:00"), reported_at=ago(4, "20:10"), reported_by="Foster carer",
        reference="HAR-CM-0518",
        circumstances="Did not come home from college.", why_worried="The man she met online.", **at_foster_home,
    )  # fmt: skip
    storyteller.risk(
        episode,
        when=ago(4, "20:30"),
        police=HIGH,
        council=HIGH,
        because="The man she met online.",
        online="CURRENT",
        exploitation="CURRENT",
    )
    episode = storyteller.back(episode, by=cast.okoro, when=ago(3, "01:15"), method=ReturnMethod.POLICE, source=TimeSource.CARER)
    storyteller.checked(episode, after=16 * HOUR, where_been="A house in Merrowby", with_whom="A man of about twenty-five")
    interview = storyteller.offered([episode], after=26 * HOUR)
    tomorrow = at_local(today() + DAY, time(13))
    storyteller.booked(interview, when=ago(1, "10:00"), booked_for=tomorrow, place="The café near her college")


def _dev(storyteller: Storyteller) -> None:
    """Thirteen, not in school: once missing during school hours."""
    cast, dev = storyteller.cast, storyteller.cast.dev
    episode = storyteller.missing(
        dev, by=cast.priya, last_seen=ago(13, "09:20"), reported_at=ago(13, "11:30"), reported_by="Grandmother",
        reference="HAR-DP-0478",
        circumstances="Left for an appointment about a school place and did not arrive.",
        why_worried="Off any school's roll since the summer. Spends the day alone.",
    )  # fmt: skip
    storyteller.risk(
        episode,
        when=ago(13, "11:50"),
        police=MEDIUM,
        council=MEDIUM,
        because="Young, and nobody sees him by day.",
        school="CURRENT",
    )
    episode = storyteller.back(episode, by=cast.priya, when=ago(13, "15:50"), found_at="Retail park", method=ReturnMethod.SELF)
    storyteller.checked(episode, after=3 * HOUR, where_been="The retail park, then the bus", with_whom="Nobody")
    interview = storyteller.offered([episode], after=4 * HOUR)
    interview = storyteller.held(interview, when=ago(11, "11:00"), place="His grandmother's kitchen")
    answers = answers_by_section(
        push=(["SCHOOL_PROBLEM", "BOREDOM"], "They were going to say no again."), pull=(["FREEDOM"], "I just got on the bus."),
        wishes="A school. My old maths teacher. A dog.", again="Not if I've got somewhere to go.",
    )  # fmt: skip
    storyteller.written_up(interview, when=ago(10, "09:15"), answers=answers)
