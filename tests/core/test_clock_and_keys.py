"""The time a test says it is, and keys that come in the order they were made."""

from datetime import UTC, datetime, timedelta, timezone
from uuid import RFC_4122, UUID

from waylight.core import clock
from waylight.core.keys import new_key, new_keys_in_hex

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)


def test_within_a_block_it_is_the_time_it_was_told() -> None:
    with clock.at(NEW_YEAR):
        assert clock.now() == NEW_YEAR
        with clock.at(NEW_YEAR + timedelta(days=1)):
            assert clock.now().day == 2
        assert clock.now() == NEW_YEAR
    assert clock.now() > NEW_YEAR


def test_today_is_england_s_today() -> None:
    with clock.at(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)):
        assert clock.today().month == 7


def test_a_time_told_elsewhere_is_kept_in_utc() -> None:
    with clock.at(datetime(2026, 6, 1, 12, tzinfo=timezone(timedelta(hours=5)))):
        assert clock.now().utcoffset() == timedelta()
        assert clock.now().hour == 7


def test_keys_are_version_seven_and_none_comes_twice() -> None:
    keys = [new_key() for _ in range(2_000)]
    assert len(set(keys)) == len(keys)
    assert {(key.version, key.variant) for key in keys} == {(7, "specified in RFC 4122")}


def test_a_later_key_sorts_later() -> None:
    earlier = [new_key() for _ in range(3)]
    moments = [key.int >> 80 for key in earlier]
    assert moments == sorted(moments)


def test_many_keys_are_each_a_key_of_its_own_in_order() -> None:
    keys = new_keys_in_hex(10_000)
    assert keys == sorted(set(keys))
    assert {(UUID(key).version, UUID(key).variant) for key in (keys[0], keys[4095], keys[4096], keys[-1])} == {(7, RFC_4122)}
