"""When the database refuses a record, the worker reads a sentence, not the name of a constraint or of a field."""

import pytest
from django.apps import apps
from django.db.models import BaseConstraint

CONSTRAINTS = [
    constraint
    for model in apps.get_models()
    if model.__module__.startswith("waylight.")
    for constraint in model._meta.constraints
]


@pytest.mark.parametrize("constraint", CONSTRAINTS, ids=lambda constraint: constraint.name)
def test_a_worker_reads_a_sentence_of_each_refusal(constraint: BaseConstraint) -> None:
    message = str(constraint.violation_error_message)
    assert message != constraint.default_violation_error_message
    assert message.endswith(".")
    assert not [words for words in ("run in order:", "reviewed by and", "Record ") if words in message]
