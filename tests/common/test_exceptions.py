import pytest

from common.exceptions import Refused, require_reason


def test_a_reason_must_be_given():
    require_reason("家中有急事")

    with pytest.raises(Refused) as refused:
        require_reason(" \n")
    assert refused.value.code == "no_reason"


def test_the_rule_that_asks_may_say_what_the_reason_is_for():
    with pytest.raises(Refused) as refused:
        require_reason("", "Please say what the list is for.")
    assert str(refused.value) == "Please say what the list is for."
