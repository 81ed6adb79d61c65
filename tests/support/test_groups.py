"""Tests of one group run in one process. The world of the rights and the demo are built once because of it."""

import pytest


@pytest.mark.xdist_group("together")
def test_a_group_reaches_the_scheduler(request: pytest.FixtureRequest):
    """xdist writes it behind the name of the test; with a pytest that it does not know, it silently does not."""
    groups = getattr(request.config.option, "loadgroup", False)
    assert request.node.nodeid.endswith("@together") == groups
