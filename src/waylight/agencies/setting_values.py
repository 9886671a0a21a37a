"""The refusal of an impossible value of a setting that a council has agreed."""


class BadSetting(ValueError):
    """A setting has an impossible value: `key` names the setting, and `rule` continues a sentence about it."""

    def __init__(self, key: str, rule: str) -> None:
        super().__init__(f"{key} {rule}.")
        self.key = key
        self.rule = rule
