"""What the portal answers to each role. The world stays as it is, so that each address is asked for once."""

import re
from dataclasses import dataclass
from urllib.parse import urljoin

from django.contrib.auth.models import AnonymousUser
from django.test import Client

from accounts.models import User
from tests.factories.accounts import NUMERALS
from tests.rights.world import World

# The names of people, as the factory numbers them.
NAMES = re.compile(f"居民[{NUMERALS}]+")
NUMBERS = re.compile(r"\d{3}\*{4}\d{4}")


@dataclass(frozen=True)
class Answer:
    """To a GET: the status, where it leads to, who is named on the page, and the masked numbers there."""

    status_code: int
    url: str
    names: frozenset[str]
    numbers: frozenset[str] = frozenset()


class Visitor:
    """Somebody in this role. Controls, which change the portal, forget first what it has answered before."""

    def __init__(self, world: World, role: str) -> None:
        self.role, self.client = role, signed_in(world, role)
        self._answers = world.answers

    def get(self, url: str) -> Answer:
        if (self.role, url) not in self._answers:
            response = self.client.get(url)
            page = response.content.decode(errors="ignore")
            names, numbers = (frozenset(found.findall(page)) for found in (NAMES, NUMBERS))
            answer = Answer(response.status_code, getattr(response, "url", ""), names, numbers)
            self._answers[self.role, url] = answer
        return self._answers[self.role, url]

    def follow(self, url: str) -> Answer:
        """The answer at the end of all redirects."""
        answer = self.get(url)
        for _redirect in range(5):
            if not answer.url:
                return answer
            url = urljoin(url, answer.url)
            answer = self.get(url)
        raise AssertionError(f"{url} leads {self.role} on and on")

    def post(self, url: str, data: dict[str, object]):
        return self.client.post(url, data)


def signed_in(world: World, role: str) -> Client:
    client = Client(raise_request_exception=True)
    if role != "anonymous":
        client.force_login(world.users[role])
    return client


def user_of(world: World, role: str) -> User | AnonymousUser:
    return AnonymousUser() if role == "anonymous" else User.objects.get(pk=world.users[role].pk)
