"""The codes under which councils' files give what the police hold about a child."""

POLICE_INTELLIGENCE = "POLICE_INTEL"
POLICE_SOURCES = frozenset({"POLICE", POLICE_INTELLIGENCE})
