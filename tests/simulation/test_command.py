import pytest
from django.core.management import CommandError, call_command


def _simulate(folder, **more):
    asked = {"children": 30, "episodes": 60, "seed": 1, "out": folder, "since": "2024-01-01", "until": "2024-07-01"} | more
    flags = {"since": "from"}
    call_command("simulate", *(f"--{flags.get(name, name)}={value}" for name, value in asked.items()))


def test_a_pack_is_written_where_it_is_asked_for(tmp_path, capsys):
    _simulate(tmp_path / "pack")
    assert (tmp_path / "pack" / "police_reports.csv").exists()
    assert "60 episodes of 30 children" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        pytest.param({"until": "2999-01-01"}, "in the future", id="a year to come"),
        pytest.param({"council": "Leeds"}, "three-figure code", id="a council by name"),
        pytest.param({"episodes": 10}, "You asked for", id="fewer episodes than children"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_written(tmp_path, asked, says):
    with pytest.raises(CommandError, match=says):
        _simulate(tmp_path / "pack", **asked)
    assert not (tmp_path / "pack").exists()
