"""What is said of the sites that may show our map in a frame, before anything starts."""

import pytest

from prospect.environment import explain_environment


@pytest.mark.parametrize(
    "sites",
    ["", "https://malmo.example", "https://www.kk.example https://*.lund.example:8443",
     "http://localhost:8000  http://127.0.0.1", "https://xn--malm-8qa.example"],
)  # fmt: skip
def test_EMB_02_origins_are_taken(sites):
    assert explain_environment({"PROSPECT_EMBED_ON": sites}) == []


@pytest.mark.parametrize(
    "site",
    ["*", "https:", "https://*", "https://*.*", "malmo.example", "http://malmo.example", "'unsafe-inline'",
     "https://malmo.example/", "https://malmo.example/kort", "https://a.example;script-src", "https://a.example,",
     "https://malmö.example", "https://u:p@a.example", "https://a.example:port", "https://a.example:123456",
     "data:", "https://MALMO.example", "https://a.example?x"],
)  # fmt: skip
def test_EMB_02_anything_else_is_named_with_its_remedy(site):
    (fault,) = explain_environment({"PROSPECT_EMBED_ON": f"https://lund.example {site}"})
    assert repr(site) in fault and "is not an origin. Say https://" in fault
