"""What was typed is read as it was meant."""

import pytest

from common.writing.folding import compact


@pytest.mark.parametrize("typed", ["1234", "１２３４", " 12 34 ", "１２　３４\t", "\u20091234\n"])
def test_a_number_has_neither_blanks_nor_full_width_digits(typed):
    assert compact(typed) == "1234"


def test_signs_and_letters_stay():
    assert compact("ＰＹ－００４２") == "PY-0042"
