"""A form asked one question a screen."""

import pytest
from django import forms
from django.test import RequestFactory

from common.care import Care
from common.exceptions import Refused
from common.forms.steps import FormSteps


class Party(forms.Form):
    name = forms.CharField()
    seats = forms.IntegerField(initial=2, max_value=4)
    lift = forms.BooleanField(required=False)


GROUPS = [("Who?", ["name"]), ("How many?", ["seats"]), ("A lift?", ["lift"])]


def ask(sent=None, *, care=True, groups=GROUPS):
    request = RequestFactory().get("/") if sent is None else RequestFactory().post("/", sent)
    request.care = Care(on=care)
    return FormSteps(request, Party, groups)


def shown(steps):
    return [field.name for field in steps.fields]


def test_the_first_question_stands_alone_and_nothing_is_carried():
    steps = ask()
    assert (shown(steps), steps.title, steps.count, str(steps.carried)) == (["name"], "Who?", 3, "")
    assert steps.finished is None


def test_a_step_that_asks_nothing_is_no_screen(monkeypatch):
    monkeypatch.setitem(Party.base_fields, "seats", forms.IntegerField(initial=2, widget=forms.HiddenInput))
    steps = ask({"step-at": "0", "name": "周志明"})
    assert (steps.count, shown(steps)) == (2, ["lift", "seats"])
    assert steps.fields[1].value() == 2
    monkeypatch.setitem(Party.base_fields, "lift", forms.BooleanField(required=False, widget=forms.HiddenInput))
    assert (ask().count, shown(ask())) == (1, ["name", "seats", "lift"])


def test_an_answer_leads_on_and_travels_along():
    steps = ask({"step-at": "0", "name": "周志明"})
    assert shown(steps) == ["seats"]
    assert 'name="name" value="周志明"' in str(steps.carried)
    assert steps.fields[0].value() == 2
    assert not steps.form.errors


def test_the_last_answer_finishes_with_all_of_them():
    steps = ask({"step-at": "2", "step-seen": "1", "name": "周志明", "seats": "3", "lift": "on"})
    assert steps.finished is not None
    assert steps.finished.cleaned_data == {"name": "周志明", "seats": 3, "lift": True}


def test_a_wrong_answer_stays_at_its_question_and_says_why():
    steps = ask({"step-at": "1", "step-seen": "0", "name": "周志明", "seats": "9"})
    assert shown(steps) == ["seats"]
    assert list(steps.form.errors) == ["seats"]
    assert steps.fields[0].value() == "9"


def test_an_earlier_answer_that_is_missing_leads_back_to_it():
    steps = ask({"step-at": "2", "step-seen": "1", "seats": "3"})
    assert shown(steps) == ["name"]
    assert steps.finished is None


def test_a_mistake_speaks_only_of_the_question_on_the_screen():
    steps = ask({"step-at": "0", "name": "", "seats": ""})
    assert shown(steps) == ["name"]
    assert list(steps.form.errors) == ["name"]


def test_back_keeps_what_was_answered_and_shows_no_errors():
    steps = ask({"step-at": "1", "step-seen": "0", "name": "周志明", "seats": "", "step-back": "1"})
    assert (shown(steps), steps.fields[0].value()) == (["name"], "周志明")
    assert not steps.form.errors
    assert 'name="seats"' in str(steps.carried)


@pytest.mark.parametrize("at", ["", "-1", "99", "１", "x" * 5000, "\x00"])
def test_a_nonsense_step_is_the_last_one_and_everything_is_checked(at):
    steps = ask({"step-at": at, "seats": "9"})
    assert steps.finished is None
    assert shown(steps) == ["name"]


def test_outside_care_mode_all_questions_stand_on_one_page():
    assert shown(ask(care=False)) == ["name", "seats", "lift"]
    assert not ask(care=False).several
    assert ask({"name": "周志明", "seats": "1"}, care=False).finished is not None


def test_a_refusal_is_shown_and_loses_nothing():
    steps = ask({"step-at": "2", "step-seen": "1", "name": "周志明", "seats": "3"})
    steps.refuse(Refused("No place is left."))
    assert steps.finished is None
    assert steps.form.non_field_errors() == ["No place is left."]
    assert 'value="周志明"' in str(steps.carried)


def test_errors_are_listed_in_the_order_in_which_is_asked():
    steps = ask({"seats": "x"}, care=False, groups=[GROUPS[1], GROUPS[2], GROUPS[0]])
    assert list(steps.form.errors) == ["seats", "name"]


def test_a_field_in_no_group_is_a_mistake_of_the_programmer():
    with pytest.raises(ValueError, match="lift"):
        ask(groups=GROUPS[:2])


class Visit(forms.Form):
    where = forms.ChoiceField(choices=[("hall", "大厅")])
    when = forms.ChoiceField(choices=[("am", "上午"), ("pm", "下午")])
    note = forms.ChoiceField(choices=[("", "不说"), ("a", "甲")], required=False)


VISIT = [("Where", ["where"]), ("When", ["when"]), ("Note", ["note"])]


def visit(sent=None, *, care=True, groups=VISIT):
    request = RequestFactory().get("/") if sent is None else RequestFactory().post("/", sent)
    request.care = Care(on=care)
    return FormSteps(request, Visit, groups)


def test_a_question_with_one_possible_answer_is_not_asked_but_answered():
    steps = visit()
    assert (shown(steps), steps.number, steps.count, steps.is_first) == (["when"], 1, 2, True)
    assert 'name="where" value="hall"' in str(steps.carried)
    steps = visit({"step-at": "2", "step-seen": "1", "where": "hall", "when": "pm", "note": ""})
    assert steps.finished is not None
    assert steps.finished.cleaned_data == {"where": "hall", "when": "pm", "note": ""}


def test_what_may_be_left_open_has_more_than_one_answer():
    assert shown(visit({"step-at": "1", "where": "hall", "when": "am"})) == ["note"]


def test_outside_care_mode_a_question_with_one_answer_is_asked():
    assert shown(visit(care=False)) == ["where", "when", "note"]
    assert visit(care=False).answers == []


def test_a_form_with_one_answer_to_everything_shows_its_last_question():
    request = RequestFactory().get("/")
    request.care = Care(on=True)
    make = type("Only", (forms.Form,), {"where": forms.ChoiceField(choices=[("hall", "大厅")])})
    steps = FormSteps(request, make, [("Where", ["where"])])
    assert (shown(steps), steps.is_last) == (["where"], True)


def test_the_last_screen_tells_what_was_answered_and_leads_back_to_it():
    steps = visit({"step-at": "1", "where": "hall", "when": "pm"})
    assert [(one.title, one.words, one.step) for one in steps.answers] == [("Where", "大厅", 0), ("When", "下午", 1)]
    back = visit({"step-at": "2", "step-seen": "1", "where": "hall", "when": "pm", "note": "a", "step-change": "0"})
    assert (shown(back), back.finished, back.answers) == (["where"], None, [])
    assert 'name="note" value="a"' in str(back.carried)
    assert shown(visit({"step-at": "0", "step-seen": "2", "where": "hall", "when": "pm", "note": "a"})) == ["when"]


def test_a_refusal_about_one_question_is_shown_there():
    steps = visit({"step-at": "2", "step-seen": "1", "where": "hall", "when": "pm", "note": ""})
    steps.refuse(Refused("Not then.", field="when"))
    assert (steps.finished, shown(steps)) == (None, ["when"])
    assert steps.form.errors["when"] == ["Not then."]
    assert steps.errors_beside == []


def test_a_refusal_about_what_the_form_does_not_ask_stands_above_the_last_question():
    steps = visit({"step-at": "2", "step-seen": "1", "where": "hall", "when": "pm", "note": ""})
    steps.refuse(Refused("Not you.", field="person"))
    assert (shown(steps), steps.errors_beside) == (["note"], ["Not you."])
