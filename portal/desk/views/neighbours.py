"""My neighbours: who is linked to my posts, one neighbour, somebody new, and the end of a link."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.auth.http import AuthenticatedHttpRequest
from accounts.models import Person, PrivacyNotice, User
from accounts.rules.people import can_take_in
from accounts.selectors.people import is_own
from accounts.selectors.search import new_person_in
from common.exceptions import Refused
from common.forms.steps import FormSteps
from common.http import drafts
from common.http.keys import get_named_or_404
from common.http.pagination import page_of
from common.http.ratelimit import refuse_if_too_many
from grid.actions.links import end_link, link_person
from grid.models import Household, PioneerLink
from grid.selectors.coverage import visitable_households
from grid.selectors.doors import buildings_to_live_in
from grid.selectors.residents import homes_of
from portal.desk.actions import take_in_neighbour
from portal.desk.decorators import form, reading, sending
from portal.desk.forms.neighbours import NeighbourLinkForm, NeighbourSearchForm, NewNeighbourForm
from portal.desk.selectors.bookings import own_people_to_book_for
from portal.desk.selectors.calls import may_call
from portal.desk.selectors.neighbours import posts_to_link_to
from portal.desk.selectors.registrations import coming_registrations, own_people_to_register
from portal.desk.views.search import Aim, aim_of, people_searched_for
from stations.models import Booking

RATES = "120/10m/user"
STEPS = [
    (gettext_lazy("Name"), ["name"]),
    (gettext_lazy("Phone"), ["phone"]),
    (gettext_lazy("Pioneer post"), ["post"]),
    (pgettext_lazy("where somebody lives", "Home"), ["building", "room"]),
    (gettext_lazy("Consent"), ["another", "consent", "notice"]),
]


@reading
def neighbours(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/desk/neighbours/: everybody linked to my posts, by name; with a filter where I have several posts."""
    user = request.user
    posts = posts_to_link_to(user)
    only = get_named_or_404(request, "post", posts)
    rows = PioneerLink.objects.current().visible_to(user).select_related("person", "post")
    if only:
        rows = rows.filter(post=only)
    rows = rows.prefetch_related(homes_of(user, "person__")).order_by("person__name_sort", "pk")
    page = page_of(rows, request.GET.get("page", ""))
    return render(
        request,
        "desk/neighbours.html",
        {"page": page, "posts": list(posts), "only": only, "may_search": can_search_neighbours(user)},
        status=200 if page.understood else 400,
    )


def can_search_neighbours(user: User) -> bool:
    """Whether the desk offers the search: users who may read residences see more people than those who are linked."""
    return user.has_perm("grid.view_residence")


@reading
def neighbour(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/neighbours/…/: the page of one neighbour at the desk."""
    user = request.user
    people = Person.objects.visible_to(user).annotate(is_own=is_own(user)).prefetch_related(homes_of(user))
    person: Any = get_object_or_404(people, pk=pk)
    link = PioneerLink.objects.current().visible_to(user).filter(person=person).select_related("post").first()
    posts = posts_to_link_to(user)
    return render(
        request,
        "desk/neighbour.html",
        {
            "person": person,
            "link": link,
            "link_form": NeighbourLinkForm(posts=posts.exclude(pk=link.post_id) if link else posts),
            "may_link": user.has_perm("grid.add_pioneerlink") and (person.is_own or can_take_in(user, person)),
            "may_call": may_call(user, person),
            "may_register": own_people_to_register(user).filter(pk=person.pk).exists(),
            "coming": coming_registrations(user).filter(person=person),
            "may_book": own_people_to_book_for(user).filter(pk=person.pk).exists(),
            "bookings": Booking.objects.visible_to(user)
            .live()
            .filter(person=person)
            .select_related("space__station")
            .order_by("starts_at", "pk"),
        },
    )


@form
def find(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/desk/neighbours/find/: find a neighbour whom the portal knows already. The words are posted, because a name
    is personal data.
    """
    aim = aim_of(request)
    search_form = NeighbourSearchForm(request.POST if request.method == "POST" else None)
    people, typed = None, ""
    if search_form.is_bound:
        if refusal := refuse_if_too_many(request, "desk_search", RATES):
            return refusal
        people = people_searched_for(search_form, by=request.user)
        typed = search_form.cleaned_data.get("query", "")
    return render(
        request,
        "desk/find.html",
        {
            "form": search_form,
            "people": people,
            "aim": aim,
            "typed": typed,
            "begin": new_person_in(typed),
            "new_href": reverse("desk:new_neighbour", query=aim.query if aim else None),
        },
        status=422 if search_form.errors else 200,
    )


@sending("desk:neighbour")
def link(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/neighbours/…/link/: link a visible neighbour to one of my posts. A link to another post of mine moves
    here.
    """
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    if refusal := refuse_if_too_many(request, "desk_neighbour", RATES):
        return refusal
    link_form = NeighbourLinkForm(request.POST, posts=posts_to_link_to(request.user))
    if not link_form.is_valid():
        messages.error(request, _("Please choose one of your posts."))
        return redirect("desk:neighbour", pk=pk)
    try:
        link_person(person, post=link_form.cleaned_data["post"], by=request.user)
    except Refused as refused:
        again = refused.code == "already_linked"
        (messages.info if again else messages.error)(request, str(refused))
    else:
        messages.success(
            request,
            _("%(name)s now belongs to %(post)s.") % {"name": person.name, "post": link_form.cleaned_data["post"]},
        )
    return redirect("desk:neighbour", pk=pk)


@form
def end(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/links/…/end/: end the link of a neighbour; it asks once more, because a pioneer no longer sees the
    person afterwards.
    """
    links = PioneerLink.objects.permitted(request.user, "change").select_related("person", "post")
    one = get_object_or_404(links, pk=pk)
    if one.during.upper is not None:
        messages.info(request, _("This link has already ended."))
        return redirect("desk:neighbours")
    if request.method != "POST":
        return render(request, "desk/end_link.html", {"link": one})
    try:
        end_link(one, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("%(name)s is no longer linked to the post.") % {"name": one.person.name})
    return redirect("desk:neighbours")


@form
def new(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/desk/neighbours/new/: a neighbour whom the portal does not know: name, phone if there is one, home if it is
    told, consent.
    """
    user = request.user
    notice = PrivacyNotice.objects.current()
    home = get_named_or_404(request, "household", visitable_households(user).select_related("building__estate"))
    aim = aim_of(request)
    steps = FormSteps(request, lambda data: _new_form(data, user=user, notice=notice, home=home), STEPS)
    if isinstance(neighbour_form := steps.finished, NewNeighbourForm):
        if refusal := refuse_if_too_many(request, "desk_neighbour", RATES):
            return refusal
        try:
            made = take_in_neighbour(by=user, **neighbour_form.neighbour())
        except Refused as refused:
            neighbour_form.ask_back(refused)
            steps.refuse(refused)
        else:
            messages.success(
                request, _("%(name)s now belongs to %(post)s.") % {"name": made.person.name, "post": made.post}
            )
            return drafts.forget_draft(_after(made.person, aim), "neighbour")
    return render(
        request,
        "desk/new_neighbour.html",
        {"steps": steps, "notice": notice, "home": home, "aim": aim, "may_search": can_search_neighbours(user)},
        status=422 if steps.form.errors else 200,
    )


def _new_form(data: Any, *, user: User, notice: PrivacyNotice | None, home: Household | None) -> NewNeighbourForm:
    buildings = buildings_to_live_in(user) if user.has_perm("grid.add_residence") else None
    return NewNeighbourForm(data, notice=notice, posts=posts_to_link_to(user), buildings=buildings, home=home)


def _after(person: Person, aim: Aim | None) -> HttpResponse:
    return redirect(aim.for_person(person)) if aim else redirect("desk:neighbour", pk=person.pk)
