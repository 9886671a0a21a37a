from waylight.agencies.councils import council_of
from waylight.episodes.models import Episode
from waylight.exchange.loading.load import load_folder
from waylight.people.models import Child


def test_a_pack_loads_with_exactly_the_refusals_it_was_given(db, year):
    folder, written = year
    loaded = load_folder(folder, council_of("356"), by=None)
    police, interviews = loaded.files["police_reports.csv"], loaded.files["interviews.xlsx"]
    assert police == {
        "rows": written.police_rows,
        "accepted": written.police_rows - written.refused - written.adults,
        "refused": written.refused,
        "out_of_scope": written.adults,
    }
    assert interviews["refused"] == written.interviews_refused
    assert sum(counts["refused"] for counts in loaded.files.values()) == written.refused + written.interviews_refused


def test_a_loaded_pack_is_the_lives_it_was_made_from(db, year):
    folder, written = year
    loaded = load_folder(folder, council_of("356"), by=None)
    assert loaded.waiting == 0
    assert loaded.second_reports == written.second_reports
    assert Episode.objects.counted().count() == written.episodes
    assert Episode.objects.still_missing().count() == written.still_missing
    assert Child.objects.count() == written.children + written.absent
