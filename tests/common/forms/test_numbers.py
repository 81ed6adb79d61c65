"""A number of people is asked with a button for each."""

import pytest
from django import forms

from common.forms.numbers import MOST, NumberTiles, number_widget


class Party(forms.Form):
    def __init__(self, *args, largest, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"] = forms.IntegerField(widget=number_widget(largest))


@pytest.mark.parametrize(("largest", "seen", "folded"), [(1, 1, 0), (8, 8, 0), (12, 8, 4)])
def test_eight_numbers_are_seen_and_the_others_fold_away(largest, seen, folded):
    widget = NumberTiles(largest).get_context("people", None, {})["widget"]
    assert (len(widget["numbers"]), len(widget["more"])) == (seen, folded)


@pytest.mark.parametrize(("chosen", "opened"), [(3, False), (11, True)])
def test_a_number_that_is_folded_away_is_shown_once_it_is_chosen(chosen, opened):
    assert NumberTiles(12).get_context("people", chosen, {})["widget"]["is_more"] is opened
    assert (" open>" in str(Party({"people": chosen}, largest=12)["people"])) is opened


def test_a_number_that_is_pressed_is_the_answer():
    form = Party({"people": "11"}, largest=12)
    assert (form.is_valid(), form.cleaned_data) == (True, {"people": 11})


def test_more_numbers_than_one_finds_a_button_among_are_typed():
    assert isinstance(number_widget(MOST), NumberTiles)
    assert number_widget(MOST + 1).attrs["max"] == MOST + 1
