"""What a rule or an action says no to."""

from collections.abc import Callable

import pytest

from common.exceptions import Refused


def refused(code: str) -> pytest.RaisesExc[Refused]:
    """For `with`: what is in it is refused with this code."""
    return pytest.raises(Refused, check=lambda no: no.code == code)


def refusal(act: Callable, *args: object, **kwargs: object) -> str:
    """The code of the refusal, which has words too."""
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    assert str(caught.value)
    return caught.value.code
