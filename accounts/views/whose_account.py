"""After the code: whose account the number opens. Having a number proves possession, not identity (DOMAIN.md §3)."""

from collections.abc import Callable
from functools import wraps

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_login_redirect_url, perform_login
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.actions.sign_in_changes import confirm_number, free_number
from accounts.actions.sign_up import open_account
from accounts.auth.http import AuthenticatedHttpRequest
from accounts.auth.phone_codes import PendingCode
from accounts.auth.proven_numbers import (
    ProvenNumber,
    begin_proven_number,
    drop_proven_number,
    keep_proven_number,
    keep_way_on,
    proven_number,
    way_on,
)
from accounts.forms.people import ANOTHER, NOBODY, HolderForm, NewAccountForm, WhichForm, WhoseForm
from accounts.models import Person, PrivacyNotice, User
from accounts.phones import mask_phone
from accounts.rules.sign_in import (
    must_name_holder,
    opens_by_code_alone,
    people_entered_as,
    people_told_apart,
    require_holder_named,
)
from common.exceptions import Refused
from common.forms.steps import FormSteps

type View = Callable[[HttpRequest, ProvenNumber], HttpResponse]


def finish_login(request: HttpRequest, proven: PendingCode) -> HttpResponse:
    """The code has come back. One account that is in use opens at once, unless the visitor came to open one."""
    number = begin_proven_number(request, phone=proven.phone, next=proven.next)
    accounts = list(User.objects.on_number(number.phone))
    if not proven.facts["asks"] and opens_by_code_alone(accounts):
        return _enter_at_once(request, accounts[0], number)
    return redirect(page_of_proven_number(number))


def page_of_proven_number(number: ProvenNumber) -> str:
    """Where somebody goes on whose number is proven: the question whose account it is, or a new account."""
    asked = User.objects.on_number(number.phone).exclude(pk__in=number.others).exists()
    return reverse("account_whose" if asked else "account_new")


def _enter(request: HttpRequest, account: User, number: ProvenNumber) -> HttpResponse:
    """Sign in through allauth, so that a second factor, where one is set up, is asked for. Raises Refused."""
    account = confirm_number(account, phone=number.phone)
    drop_proven_number(request)
    record_authentication(request, account, method="code", phone=number.phone)
    answer = perform_login(request, account, email_verification="none", redirect_url=number.next or None)
    keep_way_on(request, number.next)
    return answer


def _enter_at_once(request: HttpRequest, account: User, number: ProvenNumber) -> HttpResponse:
    """The next page says in whose account one is, and leads out of it for as long as the number counts as proven."""
    answer = _enter(request, account, number)
    if request.user.is_authenticated and account.person:
        keep_proven_number(request, number)
        said = _("You are signed in as %(name)s.") % {"name": account.person.name}
        messages.info(request, format_html('{} <a href="{}">{}</a>', said, reverse("account_not_me"), _("Not you?")))
    return answer


def with_proven_number(view: View) -> Callable[[HttpRequest], HttpResponse]:
    """For pages between the code and the account; who comes too late begins anew, with the page they came for."""

    @never_cache
    @require_http_methods(["GET", "POST"])
    @wraps(view)
    def checked(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            return HttpResponseRedirect(way_on(request) or get_login_redirect_url(request))
        number = proven_number(request)
        if number and not number.is_over:
            return view(request, number)
        drop_proven_number(request)
        messages.info(request, _("Please enter your number once more: too much time has passed."))
        query = {"next": number.next} if number and number.next else {}
        return redirect(reverse("account_login", query=query))

    return checked


@with_proven_number
def whose(request: HttpRequest, number: ProvenNumber) -> HttpResponse:
    """/accounts/whose/: which of the accounts on the number is the visitor's, if any. Names are masked.

    To say that none is, and that the number is the visitor's alone now, is asked once more: somebody loses a key.
    """
    accounts = list(User.objects.on_number(number.phone))
    if not accounts:
        return redirect("account_new")
    form = WhoseForm(request.POST or None, accounts=accounts, phone=mask_phone(number.phone))
    if request.method == "POST" and form.is_valid():
        who = form.cleaned_data["who"]
        if who == ANOTHER:
            return _open_another(request, number, others=accounts)
        if who != NOBODY:
            return _open_chosen(request, number, form.account)
        keys = [account.pk for account in accounts]
        # Whoever answers for other accounts than those asked about (in another tab, or one is new) is asked again.
        if form.cleaned_data["sure"] and number.not_mine == keys:
            return _free(request, number, accounts)
        number.not_mine = keys
        keep_proven_number(request, number)
        return _whose_page(request, number, accounts, form, sure=True)
    return _whose_page(request, number, accounts, form)


def _whose_page(
    request: HttpRequest, number: ProvenNumber, accounts: list[User], form: WhoseForm, *, sure: bool = False
) -> HttpResponse:
    """With `sure`, the second question before the number is taken away from the accounts."""
    names = [account.masked_name for account in accounts]
    context = {
        "form": form,
        "phone": mask_phone(number.phone),
        "names": names,
        "sure": sure,
        "held": "held" in request.GET,
    }
    return render(request, "account/whose.html", context)


def _open_another(request: HttpRequest, number: ProvenNumber, *, others: list[User]) -> HttpResponse:
    number.others = [account.pk for account in others]
    keep_proven_number(request, number)
    return redirect("account_new")


def _open_chosen(request: HttpRequest, number: ProvenNumber, account: User) -> HttpResponse:
    if must_name_holder(account):
        number.chosen = account.pk
        keep_proven_number(request, number)
        return redirect("account_holder")
    try:
        return _enter(request, account, number)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("account_whose")


def _free(request: HttpRequest, number: ProvenNumber, accounts: list[User]) -> HttpResponse:
    try:
        freed = free_number(number.phone, accounts=accounts)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("account_whose")
    if freed is None:
        return redirect(reverse("account_whose", query={"held": "1"}))
    number.freed += [person.pk for person in freed]
    keep_proven_number(request, number)
    messages.info(request, _("Thank you. The number no longer opens that account, and we tell its holder."))
    return redirect("account_new")


@with_proven_number
def name_holder(request: HttpRequest, number: ProvenNumber) -> HttpResponse:
    """/accounts/whose/name/: the account was not used for long, or its number was not proven yet, so whoever opens it
    names its holder.
    """
    account = User.objects.on_number(number.phone).filter(pk=number.chosen).first()
    if account is None:
        return redirect("account_whose")
    form = HolderForm(request.POST or None)
    used_up = False
    if request.method == "POST" and form.is_valid():
        # Counted before it is looked at, so that parallel guesses are no more than the limit either.
        used_up = not ratelimit.consume(request, action="name_guess", key=str(account.pk))
        try:
            if used_up:
                raise Refused(_("There were too many tries. Please call us, or come to the desk."), code="used_up")
            require_holder_named(account, form.cleaned_data["name"])
            return _enter(request, account, number)
        except Refused as refused:
            form.add_error("name", refused.as_validation_error())
    context = {"form": form, "name": account.masked_name, "used_up": used_up}
    return render(request, "account/holder.html", context)


@with_proven_number
def new_account(request: HttpRequest, number: ProvenNumber) -> HttpResponse:
    """/accounts/new/: name and consent for an account on the number. Nothing was kept of the visitor before."""
    if page_of_proven_number(number) != request.path:
        return redirect("account_whose")
    notice = PrivacyNotice.objects.current()
    steps = FormSteps(
        request,
        lambda data: NewAccountForm(data, notice=notice, phone=mask_phone(number.phone)),
        [(_("What is your name?"), ["name"]), (_("May we keep these data?"), ["consent", "notice", "number"])],
    )
    if form := steps.finished:
        which = _which_form(request, number, name=form.cleaned_data["name"])
        try:
            account = open_account(
                name=form.cleaned_data["name"],
                phone=number.phone,
                notice=form.cleaned_data["notice"],
                language=_language(request),
                beside=number.others,
                freed=number.freed,
                meant=which.cleaned_data["meant"] if which.is_valid() else None,
            )
            return _enter(request, account, number)
        except Refused as refused:
            if refused.code in ("phone_taken", "name_on_number"):
                messages.error(request, str(refused))
                return redirect("account_whose")
            if refused.code == "which_one":
                return render(request, "account/which.html", {"form": which, "answered": form})
            steps.refuse(refused)
    context = {"steps": steps, "notice": notice, "phone": mask_phone(number.phone)}
    return render(request, "account/new.html", context)


def _which_form(request: HttpRequest, number: ProvenNumber, *, name: str) -> WhichForm:
    """For a father and a son of one name, whom the desk has entered with one number. The years of birth are shown to
    whoever has sent the whole name with a consent, and would have an account by now: nobody tries names here.
    """
    entered = people_told_apart(people_entered_as(name=name, phone=number.phone, freed=number.freed))
    answer = request.POST if "asked" in request.POST else None
    return WhichForm(answer, people=entered, phone=mask_phone(number.phone))


def _language(request: HttpRequest) -> str:
    code = request.LANGUAGE_CODE
    return code if code in Person.Language else Person.Language.CHINESE


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def not_me(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/accounts/not-me/: the number has opened somebody else's account; leave it, and say whose one is one's own."""
    if request.method == "GET":
        return render(request, "account/not_me.html", {"name": request.user.masked_name})
    number = proven_number(request)
    is_own_number = number is not None and not number.is_over and number.phone == request.user.phone
    logout(request)
    if number is None or not is_own_number:
        return redirect("account_signup")
    keep_proven_number(request, number)
    return redirect("account_whose")
