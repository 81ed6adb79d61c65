"""A page that asks once and then acts, and the frame that all pages of the office share."""

from typing import Any

import pytest
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpResponse
from django.test import RequestFactory

from common.admin.pages import ask_once, posted
from common.exceptions import Refused, allows
from tests.factories import OrgUnitFactory, PersonFactory, StaffFactory


class ReasonForm(forms.Form):
    reason = forms.CharField()


class HoursForm(ReasonForm):
    def answers(self) -> dict[str, Any]:
        return {"hours": self.cleaned_data["reason"]}


class Page:
    """A page with one form; it remembers what the action was called with."""

    def __init__(self, method: str = "post", form: type[forms.Form] = ReasonForm, **data: str) -> None:
        request = getattr(RequestFactory(), method)("/", data)
        self.form = form(posted(request))
        self.request, self.ran = request, []

    def open(self, *, refuse: bool = False, **more: Any) -> str:
        def run(answers: dict[str, Any]) -> str:
            self.ran.append(answers)
            if refuse:
                raise Refused("It is full.", code="full")
            return "result"

        return ask_once(
            self.request,
            self.form,
            run=run,
            done=lambda result: HttpResponse(f"done: {result}"),
            show=lambda: HttpResponse("form"),
            **more,
        ).content.decode()


def test_a_page_that_is_only_looked_at_runs_nothing():
    page = Page("get", reason="x")
    assert (page.open(), page.ran) == ("form", [])


def test_a_form_that_is_not_valid_runs_nothing_and_is_shown_again():
    page = Page(reason="")
    assert (page.open(), page.ran) == ("form", [])
    assert page.form.errors


def test_a_valid_form_runs_the_action_once_with_its_answers():
    page = Page(reason="x")
    assert (page.open(), page.ran) == ("done: result", [{"reason": "x"}])


def test_a_form_may_say_what_the_action_asks_for():
    page = Page(form=HoursForm, reason="x")
    page.open()
    assert page.ran == [{"hours": "x"}]


def test_a_refusal_stands_above_the_form_that_is_shown_again():
    page = Page(reason="x")
    assert page.open(refuse=True) == "form"
    assert page.form.non_field_errors().as_data()[0].code == "full"


def test_a_page_may_answer_a_refusal_itself():
    assert Page(reason="x").open(refuse=True, refused=lambda refusal: HttpResponse(str(refusal))) == "It is full."


def test_what_a_rule_would_refuse_is_not_offered():
    def rule(*, full: bool) -> None:
        if full:
            raise Refused("It is full.")

    assert not allows(rule, full=True)
    assert allows(rule, full=False)


def test_what_was_typed_stays_in_a_refused_form():
    form = ReasonForm({"reason": "x"})
    form.add_error(None, Refused("It is full.", code="full").as_validation_error())
    assert form["reason"].value() == "x"
    assert form.has_error(NON_FIELD_ERRORS, "full")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["changes/", "unit/{unit}/", "accounts/person/{person}/reveal/"])
def test_no_cache_keeps_a_page_of_the_office(client, address):
    client.force_login(StaffFactory())
    keys = {"unit": OrgUnitFactory().pk, "person": PersonFactory().pk}
    response = client.get(f"/admin/{address.format(**keys)}")
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
