"""A page sent twice has one token; a page that was filled in differently has another one."""

import uuid

from django import forms

from common.forms.submission import SubmissionForm


class NameForm(SubmissionForm):
    name = forms.CharField()


def token_of(page: str, name: str) -> uuid.UUID | None:
    form = NameForm({"token": page, "name": name})
    assert form.is_valid()
    return form.cleaned_data["token"]


def test_the_same_page_with_the_same_answers_has_one_token():
    page = str(uuid.uuid4())
    assert token_of(page, "王芳") == token_of(page, "王芳")


def test_other_answers_or_another_page_have_another_token():
    page = str(uuid.uuid4())
    tokens = {token_of(page, "王芳"), token_of(page, "李强"), token_of(str(uuid.uuid4()), "王芳")}
    assert len(tokens) == 3


def test_who_sends_no_token_has_none():
    assert token_of("", "王芳") is None


def test_every_drawn_page_has_a_token_of_its_own():
    assert NameForm()["token"].value() != NameForm()["token"].value()
