from dataclasses import replace

from waylight.accounts.models import User
from waylight.config.demonstration import install
from waylight.config.demonstration.partnership import SIZES

TINY = {code: replace(size, children=30, episodes=90) for code, size in SIZES.items()}


def test_everyone_of_the_cast_signs_in_with_the_password_that_is_printed(db, tmp_path):
    install.fill(tmp_path, lambda _: None, sizes=TINY)
    people = User.objects.all()
    assert people.count() == 12
    assert all(person.check_password(install.PASSWORD) for person in people)
    assert install.filled()
    assert not install.in_use()


def test_an_installation_that_people_work_in_is_known_for_one(db):
    User.objects.create_user("someone@council.example", name="Someone")
    assert install.in_use()
    assert not install.filled()
