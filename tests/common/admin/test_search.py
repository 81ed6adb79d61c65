"""What is searched for in the office stands in no address, and the search keeps with filters and paging."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from common.admin.search import SESSION
from tests.factories import GridFactory, PersonFactory, StaffFactory, UserFactory, officer
from tests.support.pages import levels, text

pytestmark = pytest.mark.django_db

PEOPLE = reverse("admin:accounts_person_changelist")
ONLY_WITHOUT = {"user__isempty": "1"}


@pytest.fixture
def office(client):
    client.force_login(StaffFactory())
    return client


def test_the_address_has_a_token_and_the_page_the_words(office):
    PersonFactory(name="王芳")
    PersonFactory(name="李秀英")
    form = text(office.get(PEOPLE)).split('id="changelist-search"')[1].split("</form>")[0]
    assert 'method="post"' in form
    assert "csrfmiddlewaretoken" in form

    response = office.post(PEOPLE, {"search": "1", "q": "王芳"})

    assert "王" not in response.url
    assert "%E7" not in response.url
    shown = text(office.get(response.url))
    assert 'value="王芳"' in shown
    assert ">王芳<" in shown
    assert "李秀英" not in shown


def test_filters_go_along_with_a_search_and_a_search_with_filters_and_pages(office):
    PersonFactory(name="王芳")
    UserFactory(person__name="王芳芳")
    response = office.post(PEOPLE, {"search": "1", "q": "王芳", "p": "7", **ONLY_WITHOUT})
    query = parse_qs(urlsplit(response.url).query)
    assert set(query) == {"q", "user__isempty"}
    shown = text(office.get(response.url))
    assert "王芳芳" not in shown
    assert f'name="q" value="{query["q"][0]}"' in shown.split('id="filter-form"')[1]  # in the form of the filters
    assert 'name="user__isempty" value="1"' in shown.split('id="changelist-search"')[1].split("</form>")[0]


def test_an_empty_search_shows_everybody_again(office):
    assert office.post(PEOPLE, {"search": "1", "q": " "}).url == PEOPLE


def test_a_token_of_somebody_else_finds_nothing_out(office, client):
    PersonFactory(name="王芳")
    address = office.post(PEOPLE, {"search": "1", "q": "王芳"}).url
    client.logout()
    client.force_login(StaffFactory())
    response = client.get(address)
    assert 'value="王芳"' not in text(response)
    assert levels(response) == ["info"]


def test_the_list_says_that_a_search_is_over(office):
    assert "请重新输入" in text(office.get(PEOPLE, {"q": "~gone"}))


def test_who_is_in_the_office_without_a_right_to_the_list_does_not_search_it(client):
    client.force_login(officer("grid_worker", GridFactory()))
    assert client.get(reverse("admin:index")).status_code == 200
    for url in (reverse("admin:grid_partyrelation_changelist"), reverse("admin:accounts_user_changelist")):
        assert client.get(url).status_code == 403
        assert client.post(url, {"search": "1", "q": "王芳"}).status_code == 403
    assert SESSION not in client.session


def test_who_is_not_let_into_the_office_searches_nothing(client):
    client.force_login(UserFactory())
    assert client.post(PEOPLE, {"search": "1", "q": "王芳"}).status_code == 403


def test_who_was_not_found_is_entered_with_what_was_typed_and_no_address_has_it(office):
    shown = office.get(office.post(PEOPLE, {"search": "1", "q": "李沒有 138 0013 9999"}).url)
    href = unescape(re.search(r'href="(/admin/accounts/person/add/[^"]*)"', text(shown).split("not-found")[1])[1])
    assert "1380013" not in href
    assert "%E" not in href.upper().replace("%7E", "")
    form = office.get(href).context["adminform"].form
    assert (form["name"].value(), form["number"].value()) == ("李沒有", "13800139999")


def test_somebody_is_entered_with_nothing_where_nobody_was_searched_for(office):
    form = office.get(reverse("admin:accounts_person_add")).context["adminform"].form
    assert (form["name"].value() or "", form["number"].value() or "") == ("", "")
