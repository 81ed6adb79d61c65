"""A password has three kinds of characters."""

import pytest
from django.core.exceptions import ValidationError

from accounts.auth.password_validation import ThreeClassesValidator


@pytest.mark.parametrize("password", ["haitang-1510", "HAITANG1510x", "Haitang-hong", "海棠Hong1510"])
def test_three_kinds_are_enough(password):
    ThreeClassesValidator().validate(password)


@pytest.mark.parametrize("password", ["haitanghong", "HAITANG1510", "haitang-hong", "15101510"])
def test_two_kinds_are_not(password):
    with pytest.raises(ValidationError) as error:
        ThreeClassesValidator().validate(password)
    assert error.value.code == "password_too_plain"
