"""The OpenAPI document against the API itself: schemathesis asks, rightly and wrongly."""

import os

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

load_all_checks()
# A JSON schema cannot say that west lies west of east: a well-formed bbox may still be refused.
NOT_SAYABLE = CHECKS.get_by_names(["positive_data_acceptance"])
AREAS = "/collections/areas"
TIMES = int(
    os.environ.get("PROSPECT_FUZZ", "1")
)  # 70 asks over 5,000 times; CI asks enough to notice
REFUSED = schemathesis.Config.from_dict(
    {"checks": {"negative_data_rejection": {"expected-statuses": [400, 404, 414]}}}
)


def ask(operation, mode, examples):
    """Ask one operation many times, and hold every answer against the document."""

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=examples * TIMES,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    def asked(case):
        plain = {"Accept-Encoding": "identity"}  # schemathesis does not unzip what WSGI gives
        case.call_and_validate(headers=plain, excluded_checks=NOT_SAYABLE)

    asked()


@pytest.mark.timeout(240 * TIMES)
@pytest.mark.parametrize(
    "mode, examples, least",
    [(GenerationMode.POSITIVE, 3, 20), (GenerationMode.NEGATIVE, 5, 4)],
    ids=["asked rightly", "asked wrongly"],
)
def test_API_01_every_answer_is_as_the_document_says(released, mode, examples, least):
    document = schemathesis.openapi.from_wsgi(
        "/api/openapi.json", get_wsgi_application(), config=REFUSED
    )
    if mode is GenerationMode.NEGATIVE:  # the other addresses read their parameters alike
        document = document.include(path=["/releases", f"{AREAS}/items", f"{AREAS}/items/{{key}}"])
        document = document.include(path="/collections/opportunities/items")
    operations = [found.ok() for found in document.get_all_operations()]
    assert len(operations) >= least
    for operation in operations:
        ask(operation, mode, examples)
