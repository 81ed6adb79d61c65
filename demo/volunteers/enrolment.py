"""The volunteers of the demo: 300 in the team, and who waits for an answer, was not accepted, or has left."""

import datetime as dt
import random
from collections.abc import Iterator

from django.core.files.base import ContentFile

from accounts.models import Guardianship, Person
from common.files.images import clean_image
from common.time import clock, formatting
from common.time.ranges import since
from demo.logins import ELDER, RESIDENT, RIDER, TEAM_LEAD, VOLUNTEER
from demo.people import People
from demo.pictures.portraits import PortraitLooks, draw_portrait
from demo.volunteers.teams import SUB_TEAMS, DemoTeams
from volunteers.models import (
    MembershipAnswer,
    ServiceKind,
    Skill,
    Slot,
    TeamMembership,
    Volunteer,
    VolunteerCard,
)

Status = Volunteer.Status

MEMBERS, PAUSING = 300, 9
APPLYING, NOT_ACCEPTED, LEFT = 7, 2, 6
# Each fiftieth number belongs to somebody who has left: it is given to nobody else.
OF_WHO_LEFT = 50
# Children from this age on help together with others; a guardian has agreed.
YOUNGEST = 12
# The share of members of the party who have said so, in a consent of its own.
SAY_SO = 0.5
# How often a kind of service is chosen, in the order of ServiceKind.
KINDS = [22, 30, 8, 26, 18, 14, 16, 20]

# What the demo sign-ins like and can do; leads like what their sub-team does.
LIKES = {
    TEAM_LEAD.key: ([ServiceKind.GOVERNANCE, ServiceKind.CARE, ServiceKind.EVENTS], [Skill.DIALECT]),
    VOLUNTEER.key: ([ServiceKind.ENVIRONMENT, ServiceKind.CARE, ServiceKind.SAFETY], [Skill.HAIR]),
    ELDER.key: ([ServiceKind.MEDIATION, ServiceKind.CULTURE], [Skill.CALLIGRAPHY]),
    RESIDENT.key: ([ServiceKind.LEARNING, ServiceKind.EVENTS], [Skill.TEACHING, Skill.COMPUTER]),
}

WORDS = ["周末都有空。", "腿脚不便，适合坐着做的。", "会骑三轮车。", "可以带孩子一起来。", "晚上七点以后方便。"]
REFUSED = "您住在社区外，路太远；欢迎先到就近的志愿队报名。"
LEFT_BECAUSE = ["搬走了", "照顾孙辈，没有时间", "换了工作"]
PAUSES = ["手术后休养", "去外地照顾外孙", "工作忙，下个月再来"]

# Who shows a card to everybody: role, and the looks of the drawn portrait.
CARDS = {
    TEAM_LEAD.key: ("总队长", PortraitLooks.woman(hair="bob", grey=0.5, glasses=True)),
    VOLUNTEER.key: ("桶边督导员", PortraitLooks.woman(hair="bun", grey=0.7)),
    "金荣生": ("治理分队队长", PortraitLooks.man(grey=0.9)),
    "冯玉兰": ("环境分队队长", PortraitLooks.woman(hair="bun", grey=0.7)),
    "汤志明": ("调解分队队长", PortraitLooks.man(grey=0.45)),
    "宋彩英": ("关爱分队队长", PortraitLooks.woman(hair="bob", grey=0.75, glasses=True)),
    "范美娟": ("文体分队队长", PortraitLooks.woman(hair="curls", grey=0.4)),
    "陆建国": ("义务电工", PortraitLooks.man(grey=0.8, glasses=True)),
}
CARD_WITHDRAWN = "薛晓东"


class EnrolmentLoader:
    """Draws and writes the demo's volunteers, and which sub-teams they are in."""

    def __init__(self, teams: DemoTeams, people: People, *, rng: random.Random, today: dt.date) -> None:
        self.teams, self.people, self.rng, self.today = teams, people, rng, today
        self.guardians = {row.person_id: row.by for row in Guardianship.objects.select_related("by")}
        # The demo sign-ins and the leads first: they have the lowest numbers.
        named = [people.by_login[key.key] for key in (TEAM_LEAD, VOLUNTEER, ELDER, RESIDENT)]
        named += [people.by_name[plan.lead] for plan in SUB_TEAMS]
        named += [people.by_name[name] for name in (*CARDS, CARD_WITHDRAWN) if name in people.by_name]
        self.first = list(dict.fromkeys(named))
        self.rider = people.by_login[RIDER.key]

        self.likes = {people.by_login[key].pk: likes for key, likes in LIKES.items()}
        self.likes |= {people.by_name[plan.lead].pk: ([plan.kind], []) for plan in SUB_TEAMS}

    def load(self) -> list[Volunteer]:
        """Write everybody. Returns the active volunteers in the order of their numbers."""
        chosen = self._choose()
        members, others = chosen[:MEMBERS], chosen[MEMBERS:]
        rows = [*self._members(members), *self._others(others)]
        Volunteer.objects.bulk_create(rows)
        active = [row for row in rows if row.is_active]
        self._join_sub_teams(active)
        self._say_membership(active)
        self._show_cards({row.person_id: row for row in active})
        return active

    # --- Who

    def _choose(self) -> list[Person]:
        """All who will have a row, in the order in which they joined."""
        people = self.people
        old_enough = [child for child in people.children if self._age(child) >= YOUNGEST]
        grown_up = [
            person
            for person in [*people.adults, *people.elders]
            if person not in self.first and person.pk in people.homes and self._age(person) <= 82
        ]
        some = self.rng.sample(grown_up, MEMBERS - len(self.first) - len(old_enough))
        rest = [person for person in grown_up if person not in some]
        drawn = self.rng.sample([*some, *old_enough], len(some) + len(old_enough))
        others = self.rng.sample(rest, APPLYING - 1 + NOT_ACCEPTED + LEFT)
        return [*self.first, *drawn, self.rider, *others]

    def _age(self, person: Person) -> int:
        return self.people.year - (person.birth_year or 0)

    def _members(self, chosen: list[Person]) -> Iterator[Volunteer]:
        """Numbers go up with the day of joining; some in the middle pause."""
        numbers = (number for number in range(1, MEMBERS + LEFT + 1) if number % OF_WHO_LEFT)
        for turn, (number, person) in enumerate(zip(numbers, chosen, strict=True)):
            pausing = 0 <= turn - MEMBERS // 2 < PAUSING
            row = self._row(person, _days_since_joining(number), Status.PAUSED if pausing else Status.ACTIVE)
            row.number = number
            if pausing:
                row.reason = self.rng.choice(PAUSES)
                row.paused_until = self.today + dt.timedelta(days=self.rng.randint(9, 70))
            elif number % 3 == 0:
                row.national_number = f"3205{self.rng.randrange(10**9):09d}"
            yield row

    def _others(self, chosen: list[Person]) -> Iterator[Volunteer]:
        statuses = [Status.APPLIED] * APPLYING + [Status.REFUSED] * NOT_ACCEPTED + [Status.LEFT] * LEFT
        for number, (person, status) in enumerate(zip(chosen, statuses, strict=True)):
            if status == Status.APPLIED:
                yield self._row(person, number, status)
            elif status == Status.REFUSED:
                row = self._row(person, 30 + number, status)
                row.reason = REFUSED
                yield row
            else:
                given = OF_WHO_LEFT * (number - APPLYING - NOT_ACCEPTED + 1)
                row = self._row(person, _days_since_joining(given), status)
                row.number = given
                row.reason = self.rng.choice(LEFT_BECAUSE)
                yield row

    def _row(self, person: Person, days_ago: int, status: str) -> Volunteer:
        people, rng = self.people, self.rng
        applied = self._moment(days_ago)
        row = Volunteer(
            team=self.teams.top,
            person=person,
            status=status,
            kinds=sorted(set(rng.choices(ServiceKind.values, KINDS, k=rng.randint(1, 4)))),
            skills=sorted(set(rng.sample(Skill.values, rng.choices([0, 1, 2], [45, 40, 15])[0]))),
            slots=self._slots(person),
            grid=people.homes[person.pk].building.grid if person.pk in people.homes and rng.random() < 0.6 else None,
            words=rng.choice(WORDS) if rng.random() < 0.15 else "",
            applied_at=applied,
            by=people.acting.get(person.pk, people.office),
        )
        if person.pk in self.likes:
            kinds, skills = self.likes[person.pk]
            row.kinds, row.skills = [*map(str, kinds)], [*map(str, skills)]
        if status != Status.APPLIED:
            row.decided_at = applied + dt.timedelta(days=rng.randint(1, 4), hours=2)
            row.decided_by = people.office
        if guardian := self._guardian(person):
            row.guardian_name = guardian.name
            row.guardian_phone = guardian.phone if status == Status.APPLIED else ""
            row.guardian_agreed_at, row.guardian_noted_by = applied, row.by
        return row

    def _guardian(self, person: Person) -> Person | None:
        return self.guardians[person.pk] if self._age(person) < 18 else None

    def _slots(self, person: Person) -> list[str]:
        """Retired people have time in the mornings of the week, the others in the evenings and at weekends."""
        weights = [9, 7, 2, 5, 3, 1] if self._age(person) >= 60 else [1, 1, 6, 7, 7, 3]
        return sorted(set(self.rng.choices(Slot.values, weights, k=self.rng.randint(2, 4))), key=Slot.values.index)

    def _moment(self, days_ago: int) -> dt.datetime:
        hours = dt.timedelta(hours=self.rng.randint(9, 20), minutes=self.rng.randint(0, 59))
        return clock.day_start(self.today - dt.timedelta(days=days_ago + 1)) + hours

    # --- What they are in the team

    def _join_sub_teams(self, active: list[Volunteer]) -> None:
        """Leads are in their sub-team; of the others most are in one that does what they like."""
        leads = {self.teams.leads[team.pk].person_id: team for team in self.teams.subs}
        rows = []
        for volunteer in active:
            liked = [team for team in self.teams.subs if team.kind in volunteer.kinds]
            team = leads.get(volunteer.person_id) or (
                self.rng.choice(liked) if liked and self.rng.random() < 0.85 else None
            )
            if team and volunteer.decided_at:
                began = since(formatting.local(volunteer.decided_at).date())
                rows.append(TeamMembership(volunteer=volunteer, team=team, parent=self.teams.top, during=began))
        TeamMembership.objects.bulk_create(rows)

    def _say_membership(self, active: list[Volunteer]) -> None:
        """Of the members of the party half have said so; of the others some have said that they are none."""
        members = {person.pk for person in self.people.members}
        MembershipAnswer.objects.bulk_create(
            MembershipAnswer(
                volunteer=row, is_party_member=row.person_id in members, agreed_at=row.applied_at, by=row.by
            )
            for row in active
            if self.rng.random() < (SAY_SO if row.person_id in members else 0.1)
        )

    def _show_cards(self, active: dict[int, Volunteer]) -> None:
        """Cards with a drawn portrait. One was withdrawn, so only the times of consent and withdrawal are left."""
        people, midnight = self.people, clock.day_start(self.today)
        for number, (key, (role, looks)) in enumerate(CARDS.items()):
            person = people.by_login.get(key) or people.by_name[key]
            photo = clean_image(ContentFile(draw_portrait(looks, number), name="portrait.jpg"))
            card = VolunteerCard(
                volunteer=active[person.pk],
                role=role,
                building=people.homes[person.pk].building,
                consented_at=midnight - dt.timedelta(days=20 + 7 * number, hours=4),
            )
            card.photo.save("card.webp", photo, save=False)
            card.save()
        withdrawn = people.by_name[CARD_WITHDRAWN]
        VolunteerCard.objects.create(
            volunteer=active[withdrawn.pk],
            consented_at=midnight - dt.timedelta(days=80),
            withdrawn_at=midnight - dt.timedelta(days=12, hours=3),
        )


def _days_since_joining(number: int) -> int:
    """Many joined in the beginning, and some in the last weeks."""
    return round(880 * (1 - number / (MEMBERS + LEFT + 1)) ** 1.4) + 6
