"""A kept page is everybody's page: nobody ever gets one that was made for somebody."""

import pytest
from django.contrib import messages
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.test import RequestFactory

from accounts.models import Person
from common.http.page_cache import PageCacheMiddleware, public_page
from tests.factories import EventFactory, GridFactory, RegistrationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kept_for_a_minute(settings):
    settings.PAGE_CACHE_SECONDS = 60


def test_the_second_visitor_gets_the_same_page_without_a_query(client, django_assert_num_queries):
    EventFactory()
    first = client.get("/events/")
    with django_assert_num_queries(0):
        second = client.get("/events/")
    assert second.content == first.content
    assert second.headers.items() == first.headers.items()


@pytest.mark.parametrize("path", ["/", "/events/", "/events/{event}/", "/grid/", "/grid/{grid}/", "/organisation/"])
def test_public_pages_are_kept_and_hold_neither_cookie_nor_token(client, django_assert_num_queries, path):
    path = path.format(event=EventFactory().pk, grid=GridFactory().pk)
    first = client.get(path)
    assert first.status_code == 200
    assert not first.cookies
    assert b"csrfmiddlewaretoken" not in first.content
    EventFactory(title="这件事后来才有")
    with django_assert_num_queries(0):
        assert client.get(path).content == first.content


@pytest.mark.filterwarnings("error::django.core.cache.CacheKeyWarning")
@pytest.mark.parametrize("path", ["/events/", "/events/?q=%E6%B5%B7%E6%A3%A0 [1]", "/events/?q=" + "x" * 500])
def test_the_keys_of_kept_pages_suit_every_cache(client, path):
    assert client.get(path).status_code == 200


def test_with_zero_seconds_nothing_is_kept(client, settings):
    settings.PAGE_CACHE_SECONDS = 0
    client.get("/events/")
    EventFactory(title="后来的活动")
    assert "后来的活动" in client.get("/events/").content.decode()


def test_who_is_signed_in_gets_an_own_page_and_leaves_none_behind(client):
    registration = RegistrationFactory(person__name="王秀英")
    user = UserFactory(person=registration.person)
    path = registration.event.get_absolute_url()
    client.get(path)
    client.force_login(user)
    assert "王秀英" in client.get(path).content.decode()
    client.logout()
    assert "王秀英" not in client.get(path).content.decode()


def test_the_page_of_who_is_signed_in_is_not_kept_for_the_next_visitor(client):
    registration = RegistrationFactory(person__name="王秀英")
    client.force_login(UserFactory(person=registration.person))
    assert "王秀英" in client.get(registration.event.get_absolute_url()).content.decode()
    client.logout()
    assert "王秀英" not in client.get(registration.event.get_absolute_url()).content.decode()


def test_language_care_mode_query_and_host_have_pages_of_their_own(client, settings):
    settings.ALLOWED_HOSTS = ["testserver", "other"]
    plain = client.get("/events/").content
    assert client.get("/events/?days=past").content != plain
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    english = client.get("/events/").content
    client.cookies["care"] = "1-0"
    care = client.get("/events/").content
    assert len({plain, english, care}) == 3
    client.cookies.clear()
    assert client.get("/events/").content == plain


class TestWhatIsNotKept:
    """Through the middleware alone, with a view that says how often it was asked."""

    def asked(self, view, *requests):
        calls = []

        def counted(request):
            calls.append(request)
            return view(request)

        middleware = PageCacheMiddleware(counted)
        for request in requests:
            middleware(request)
        return len(calls)

    def get(self, **extra):
        return RequestFactory().get("/x/", **extra)

    def test_a_marked_page_is_kept(self):
        assert self.asked(public_page(lambda request: HttpResponse("x")), self.get(), self.get()) == 1

    def test_a_page_that_is_not_marked(self):
        assert self.asked(lambda request: HttpResponse("x"), self.get(), self.get()) == 2

    @pytest.mark.parametrize("status", [404, 302, 500])
    def test_anything_but_success(self, status):
        assert self.asked(public_page(lambda request: HttpResponse("x", status=status)), *[self.get()] * 2) == 2

    def test_a_page_that_sets_a_cookie(self):
        def view(request):
            response = HttpResponse("x")
            response.set_cookie("who", "me")
            return response

        assert self.asked(public_page(view), self.get(), self.get()) == 2

    def test_a_page_with_a_token_of_its_visitor(self):
        assert self.asked(public_page(lambda request: HttpResponse(get_token(request))), self.get(), self.get()) == 2

    def test_a_page_that_forbids_it(self):
        view = public_page(lambda request: HttpResponse("x", headers={"Cache-Control": "private, no-store"}))
        assert self.asked(view, self.get(), self.get()) == 2

    @pytest.mark.parametrize(
        "extra",
        [
            {"HTTP_COOKIE": "sessionid=abc"},
            {"HTTP_COOKIE": "messages=abc"},
            {"HTTP_HX_REQUEST": "true"},
            {"HTTP_AUTHORIZATION": "Basic abc"},
        ],
    )
    def test_a_request_that_says_who_asks(self, extra):
        view = public_page(lambda request: HttpResponse("x"))
        assert self.asked(view, self.get(**extra), self.get(**extra), self.get()) == 3

    def test_posts(self):
        view = public_page(lambda request: HttpResponse("x"))
        assert self.asked(view, RequestFactory().post("/x/"), RequestFactory().post("/x/")) == 2


def test_a_message_is_shown_once_and_to_its_reader_only(client, rf):
    from django.contrib.messages.storage.cookie import CookieStorage

    request = rf.get("/")
    storage = CookieStorage(request)
    response = HttpResponse()
    storage.add(messages.INFO, "只给您看")
    storage.update(response)
    client.cookies["messages"] = response.cookies["messages"].value
    assert "只给您看" in client.get("/events/").content.decode()
    client.cookies.clear()
    assert "只给您看" not in client.get("/events/").content.decode()
    assert Person.objects.count() == 0
