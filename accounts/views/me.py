"""One's own data: who I am, whom I look after, what I agreed to, what I was told."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.consent import give_consent, withdraw_consent
from accounts.actions.guardianships import add_ward, end_guardianship
from accounts.actions.people import mark_notices_read
from accounts.actions.sign_up import name_account
from accounts.auth.http import AuthenticatedHttpRequest, has_consented, require_consent_first
from accounts.forms.people import ChildForm, ElderForm, NameForm, OwnDataForm
from accounts.models import AccessLog, Guardianship, Notification, Person, PrivacyNotice
from common.admin.history import history_model
from common.exceptions import Refused
from common.forms.steps import FormSteps
from common.http.methods import post_only

NOTICES_A_PAGE = 20
LOOKS_SHOWN = 30
WARD_FORMS: dict[str, type[ChildForm]] = {ChildForm.kind: ChildForm, ElderForm.kind: ElderForm}


def _person(request: AuthenticatedHttpRequest) -> Person:
    """The signed-in person. A sign-in made on the command line has none until it is named (`data`)."""
    if request.user.person is None:
        raise Http404
    return request.user.person


# --- Notices ----------------------------------------------------------------------------------------------------


@login_required
@never_cache
@require_safe
def notices(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/me/notices/: the reader's notices, the newest first."""
    pages = Paginator(Notification.objects.of(request.user), NOTICES_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    unread = Notification.objects.of(request.user).unread().count()
    return render(request, "accounts/notices.html", {"page": page, "unread": unread})


@login_required
@post_only("me_notices")
def read_notice(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/me/notices/…/read/: mark one notice as read, and go to the page that the notice speaks of."""
    notice = get_object_or_404(Notification.objects.of(request.user), pk=pk)
    mark_notices_read(Notification.objects.filter(pk=notice.pk), by=request.user)
    return redirect(notice.path or "me_notices")


@login_required
@post_only("me_notices")
def read_all_notices(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/me/notices/read/: mark all notices of the reader as read."""
    mark_notices_read(Notification.objects.all(), by=request.user)
    return redirect("me_notices")


# --- My data ----------------------------------------------------------------------------------------------------


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def data(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/me/data/: the data of the reader's person, and changing them."""
    if request.user.person is None:
        return _first_name(request)
    person = request.user.person
    form = OwnDataForm(request.POST or None, instance=Person.objects.get(pk=person.pk))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your data have been saved."))
        return redirect("me_data")
    looks = AccessLog.objects.filter(person=person).select_related("user__person").newest()[:LOOKS_SHOWN]
    return render(request, "accounts/data.html", {"form": form, "person": person, "looks": looks})


def _first_name(request: AuthenticatedHttpRequest) -> HttpResponse:
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name_account(request.user, name=form.cleaned_data["name"])
        return redirect("me")
    return render(request, "accounts/name.html", {"form": form})


# --- Whom I look after ------------------------------------------------------------------------------------------


@login_required
@never_cache
@require_safe
def wards(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/me/family/: whom the reader looks after."""
    current = Guardianship.objects.current().filter(by_id=request.user.person_id).select_related("person")
    return render(request, "accounts/wards.html", {"guardianships": current.order_by("pk")})


@login_required
@require_consent_first
@never_cache
@require_http_methods(["GET", "POST"])
def new_ward(request: AuthenticatedHttpRequest, kind: str) -> HttpResponse:
    """/me/family/new/…/: add a child or an elder, with consent for them."""
    guardian = _person(request)
    notice = PrivacyNotice.objects.current()
    steps = FormSteps(
        request,
        lambda data: WARD_FORMS[kind](data, notice=notice),
        [
            (_("What is the name?"), ["name"]),
            (_("In which year was this person born?"), ["birth_year"]),
            (_("Do you agree for this person?"), ["another", "consent", "notice"]),
        ],
    )
    if isinstance(form := steps.finished, ChildForm):
        facts = {name: form.cleaned_data[name] for name in ("name", "birth_year", "notice", "another")}
        try:
            guardianship = add_ward(guardian, kind=kind, by=request.user, **facts)
        except Refused as refused:
            form.ask_back(refused)
            steps.refuse(refused)
        else:
            messages.success(
                request, _("You can now register %(name)s for events.") % {"name": guardianship.person.name}
            )
            return redirect("me_wards")
    return render(request, "accounts/new_ward.html", {"steps": steps, "kind": kind, "notice": notice})


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def end_ward(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/me/family/…/end/: end a guardianship, after a page that asks once more."""
    mine = Guardianship.objects.current().filter(by_id=request.user.person_id)
    guardianship = mine.select_related("person").filter(pk=pk).first()
    if guardianship is None:
        return _ended_already(request, pk)
    if request.method == "POST":
        try:
            end_guardianship(guardianship, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            name = guardianship.person.name
            messages.success(request, _("You no longer look after %(name)s here.") % {"name": name})
        return redirect("me_wards")
    return render(request, "accounts/end_ward.html", {"guardianship": guardianship})


def _ended_already(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """The second click of a double one; the trail knows even a record that was taken back whole."""
    log = history_model(Guardianship)
    if log is None or not log._default_manager.filter(id=pk, by_id=request.user.person_id).exists():
        raise Http404
    messages.info(request, _("You no longer look after this person here."))
    return redirect("me_wards")


# --- Consent ----------------------------------------------------------------------------------------------------


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def consent(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/me/consent/: what I agreed to, and agreeing to the privacy notice in force."""
    person = _person(request)
    notice = PrivacyNotice.objects.current()
    if request.method == "POST":
        if notice is None or request.POST.get("notice") != str(notice.pk):
            messages.error(request, _("The privacy notice has been changed meanwhile. Please read it again."))
        else:
            give_consent(person, notice=notice, by=request.user)
            messages.success(request, _("Thank you. Your agreement has been recorded."))
        return redirect("me_consent")
    given = person.consents.select_related("notice").order_by("-given_at")
    agreed = notice is not None and any(one.notice_id == notice.pk and not one.withdrawn_at for one in given)
    return render(
        request,
        "accounts/consent.html",
        {"consents": given, "notice": notice, "agreed": agreed, "may_withdraw": has_consented(request.user)},
    )


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def withdraw(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/me/consent/withdraw/: withdraw consent, after reading what that means."""
    person = _person(request)
    if request.method == "POST":
        withdraw_consent(person, by=request.user)
        messages.success(request, _("Your agreement has been withdrawn."))
        return redirect("me_consent")
    return render(request, "accounts/withdraw.html")
