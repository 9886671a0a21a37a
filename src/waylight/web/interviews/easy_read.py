"""The interview's questions in easy read: short lines, one idea each, with a picture."""

from dataclasses import dataclass


@dataclass(frozen=True)
class EasyPage:
    """One thing to talk about: its picture (in static/pictures), its heading and its lines."""

    picture: str
    title: str
    lines: tuple[str, ...]


PAGES = (
    EasyPage("talk", "Talking to you", (
        "You were away. You came back.", "We want to hear about it.", "You can stop any time.",
        "You can say “pass” to any question.",
    )),
    EasyPage("lock", "What stays private", (
        "We ask you who may know.", "If you are not safe, we have to tell someone.", "We will tell you first if we can.",
    )),
    EasyPage("path", "Before you went", ("How were things?", "What happened that day?", "Did you tell anyone?")),
    EasyPage("door-out", "Why you left", ("What made you want to go?", "Pick up to three things.")),
    EasyPage("star", "What you went to", ("Was there a person or a place you wanted?", "Pick up to three things.")),
    EasyPage("map", "Where you were", ("Where did you go?", "Where did you sleep?")),
    EasyPage("people", "Who was there", ("Were you on your own?", "How do you know them?", "Did anyone scare you?")),
    EasyPage("bus", "How you got about", ("Did you walk? Bus? Car?", "Who paid?")),
    EasyPage("bag", "How you managed", ("Did anyone give you things?", "Did anyone ask you to do or carry something?")),
    EasyPage("plaster", "Were you hurt?", (
        "Did anyone hurt you or scare you?", "Did anyone make you do something?", "Do you need a doctor or nurse?",
    )),
    EasyPage("cup", "Drink and drugs", ("Was there any?", "Where did it come from?")),
    EasyPage("phone", "Online", ("Did you talk to anyone online?", "Did anyone ask for pictures?")),
    EasyPage("door-in", "Coming back", ("Why did you come back?", "How did it feel?", "Did people listen?")),
    EasyPage("house", "Home now", ("How safe do you feel? 0 to 10", "How happy? 0 to 10", "What is good? What is hard?")),
    EasyPage("cloud", "How you are", ("How do you sleep?", "How do you feel?", "Have you hurt yourself, or thought of it?")),
    EasyPage("wishes", "What would help", ("You have three wishes. What are they?", "Who is your safe person?")),
    EasyPage("speech", "Your words", ("Anything else you want to say.", "We write it just as you say it.")),
    EasyPage("calendar", "What happens next", ("We tell you what we will do.", "We tell you when it is done.")),
)  # fmt: skip
