"""A team as the public sees it: what comes next, what it has done this year, and who shows that they belong to it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject

from common.db import prepared
from common.time import clock
from grid.selectors.public_counts import PublicCount, public_count
from volunteers.models import Activity, ActivityPhoto, ServiceRecord, Team, ThankYouNote, VolunteerCard
from volunteers.querysets import LONGEST, ActivityQuerySet, Minutes
from volunteers.selectors.cards import cards_of_team

NEXT_ACTIVITIES = 6
LAST_RESULTS = 4
LAST_NOTES = 6
SHOWN_CARDS = 24


@dataclass(frozen=True, slots=True)
class TeamFigures:
    """What the team has done this year: activities that took place, the two sums of minutes, and how many served."""

    activities: int
    minutes: Minutes
    people: PublicCount


@dataclass(frozen=True, slots=True)
class TeamRecord:
    """What changes slowly of a team's page."""

    figures: TeamFigures
    cards: list[VolunteerCard]
    results: list[Activity]
    more_results: bool
    notes: list[ThankYouNote]


@dataclass(frozen=True)
class TeamPage:
    """A team or a sub-team with its page. `others`: the other teams in use, where it is a team itself."""

    team: Team
    sub_teams: list[Team]
    others: list[Team]
    activities: list[Activity]

    @classmethod
    def read(cls, key: int | None = None) -> Self | None:
        """The page of the team with this key, else of the first one; None where there is none. Two queries."""
        teams = _teams_in_use()
        team = next((one for one in teams if key is None or one.pk == key), None)
        if team is None:
            return None
        sub_teams = [one for one in teams if one.parent_id == team.pk]
        return cls(
            team=team,
            sub_teams=sub_teams,
            others=[one for one in teams if one.level == Team.Level.TEAM and one != team and not team.parent_id],
            activities=coming_activities([team.pk, *(one.pk for one in sub_teams)], at_most=NEXT_ACTIVITIES),
        )

    @cached_property
    def record(self) -> TeamRecord:
        """What changes slowly. Four queries."""
        return _record(self.team)


def _teams_in_use() -> list[Team]:
    """All teams in use, those themselves before sub-teams, each with its parent."""
    of = prepared.columns(Team, "t")
    rows = prepared.fetch_all(f"SELECT {of.sql} FROM volunteers_team t WHERE t.active ORDER BY t.level, t.id")  # noqa: S608 - our own names
    teams = [of.instance(row) for row in rows]
    by_key = {team.pk: team for team in teams}
    for team in teams:
        if team.parent_id in by_key:
            team.parent = by_key[team.parent_id]
    return teams


SHOWN = ("id", "service", "title", "place", "starts_at", "ends_at", "status")
# What `ActivityQuerySet.with_places` annotates, for a few activities that have been found before.
COMING = """
    SELECT {columns}, coalesce(sum(s.capacity), 0), coalesce(sum(s.seats_taken), 0),
        coalesce(sum(s.capacity - s.seats_taken) FILTER (WHERE s.starts_at > %(now)s AND queue.n = 0), 0),
        coalesce(bool_or(s.starts_at > %(now)s), false), coalesce(sum(queue.n), 0)
    FROM (
        SELECT * FROM volunteers_activity
        WHERE team_id = ANY(%(teams)s::bigint[]) AND status <> 'draft'
        AND starts_at >= %(now)s::timestamptz - %(longest)s::interval AND ends_at > %(now)s
        ORDER BY starts_at, id LIMIT %(at_most)s::int
    ) a
    LEFT JOIN volunteers_shift s ON s.activity_id = a.id
    LEFT JOIN LATERAL (
        SELECT count(*) AS n FROM volunteers_assignment w WHERE w.shift_id = s.id AND w.status = 'waitlisted'
    ) queue ON true
    GROUP BY {columns}
    ORDER BY a.starts_at, a.id
"""


def coming_activities(teams: list[int], *, at_most: int) -> list[Activity]:
    """The next public activities of these teams, by key, as `with_places()` annotates them. One query."""
    of = prepared.columns(Activity, "a", *SHOWN)
    values = {"teams": teams, "now": clock.now(), "longest": LONGEST, "at_most": at_most}
    found = []
    for row in prepared.fetch_all(COMING.format(columns=of.sql), values):
        activity: Any = of.instance(row[: of.width])
        activity.needed, activity.taken, activity.left, activity.open, activity.waiting = row[of.width :]
        found.append(activity)
    return found


def activities_of(team: Team) -> ActivityQuerySet:
    """The activities of a team and of its sub-teams."""
    rows: ActivityQuerySet = Activity.objects.filter(Q(team=team) | Q(team__parent=team))
    return rows


def figures_of_team(team: Team, year: int) -> TeamFigures:
    """One query. A team counts what its volunteers gave, also elsewhere; a sub-team what was given for it."""
    of_team = {"activity__team": team} if team.parent_id else {"volunteer__team": team}
    days = (dt.date(year, 1, 1), dt.date(year, 12, 31))
    records = ServiceRecord.objects.counted().in_days(*days).filter(**of_team)
    held = activities_of(team).taking_place().past().filter(starts_at__gte=clock.day_start(days[0]))
    columns: dict[str, Any] = {
        "held": _over_all(held, Count("*")),
        "people": _over_all(records, Count("volunteer", distinct=True)),
        **{name: _over_all(records, one) for name, one in ServiceRecord.objects.sums().items()},
    }
    rows: Any = Team.objects.filter(pk=team.pk)
    found = rows.values(**columns).get()
    return TeamFigures(found["held"], Minutes(found["checked"], found["by_hand"]), public_count(found["people"]))


def _over_all(rows: QuerySet, aggregate: Any) -> Coalesce:
    """One figure over all rows, as a column of another query."""
    return Coalesce(Subquery(rows.order_by().values(one=Value(1)).annotate(n=aggregate).values("n")), 0)


def _record(team: Team) -> TeamRecord:
    """Four queries."""
    notes = ThankYouNote.objects.public()
    results = with_photos(results_of(team)[: LAST_RESULTS + 1])
    return TeamRecord(
        figures=figures_of_team(team, clock.today().year),
        cards=[] if team.parent_id else list(cards_of_team(team)[:SHOWN_CARDS]),
        results=results[:LAST_RESULTS],
        more_results=len(results) > LAST_RESULTS,
        notes=list(
            notes.filter(Q(activity__team=team) | Q(activity__team__parent=team))
            .only("words", "activity")
            .order_by("-created_at", "-pk")[:LAST_NOTES]
        ),
    )


def results_of(team: Team) -> ActivityQuerySet:
    """The activities of the team whose result is public, the newest first, with a photo of before and one of after.

    The page of the activity has all photos. Read the rows through `with_photos`.
    """
    photos = ActivityPhoto.objects.filter(activity=OuterRef("pk")).order_by("-kind", "pk").distinct("kind")
    shown = ArraySubquery(photos.values(json=JSONObject(photo="photo", kind="kind", words="words")))
    return activities_of(team).with_result().annotate(shown=shown).defer("title_search").order_by("-starts_at", "-pk")


def with_photos(results: Iterable[Activity]) -> list[Activity]:
    """The results with `shown_photos`."""
    rows: list[Any] = list(results)
    for activity in rows:
        activity.shown_photos = [ActivityPhoto(**one) for one in activity.shown]
    return rows


def is_photo_shown(name: str) -> bool:
    """Whether the file is a photo of a result that the public sees."""
    shown = ActivityPhoto.objects.filter(activity__status=Activity.Status.PUBLISHED)
    return shown.filter(activity__result_published_at__isnull=False, photo=name).exists()
