"""Requests for rooms that are answered together: what each answer would do is said before it is given."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.auth.http import acting_user
from common.admin.pages import ask_once, office_page
from common.time import clock, formatting
from stations.actions.requests import Answers, approve_requests, refuse_requests
from stations.admin.forms.bookings import BookingAnswerForm
from stations.models import Booking
from stations.presenters.requests import line_of_request, lines_of_choice
from stations.querysets import BookingQuerySet
from stations.selectors.requests import outlooks_of_requests

# The button of the page that asks once more; the list itself sends only what was ticked.
CONFIRMED = "confirmed"


def approve_chosen_page(model_admin: Any, request: HttpRequest, rows: BookingQuerySet) -> HttpResponse:
    """The page that approves the requests ticked in the list, with what stands beside each."""
    chosen = chosen_requests(request, rows)
    if not chosen:
        return _nothing_waits(request)
    outlooks = outlooks_of_requests(chosen)
    return _answer_page(
        model_admin,
        request,
        form=forms.Form(_confirmed(request)),
        run=lambda _answers: approve_requests(chosen, by=acting_user(request)),
        lines=lines_of_choice([outlooks[one.pk] for one in chosen]),
        title=_("Approve the requests"),
        text=_("Each person is told at once. Whoever else asked for the same time is told that it is given away."),
        button=_("Approve what fits"),
        done=lambda n: ngettext("%(n)d request is approved.", "%(n)d requests are approved.", n) % {"n": n},
    )


def refuse_chosen_page(model_admin: Any, request: HttpRequest, rows: BookingQuerySet) -> HttpResponse:
    """The page that refuses the requests ticked in the list, with one reason for all of them."""
    chosen = chosen_requests(request, rows)
    if not chosen:
        return _nothing_waits(request)
    outlooks = outlooks_of_requests(chosen)
    return _answer_page(
        model_admin,
        request,
        form=BookingAnswerForm(_confirmed(request)),
        run=lambda answers: refuse_requests(chosen, by=acting_user(request), **answers),
        lines=[line_of_request(outlooks[one.pk]) for one in chosen],
        title=_("Refuse the requests"),
        text=_("Each person is told at once and reads this reason."),
        button=_("Refuse and tell the people"),
        done=lambda n: ngettext("%(n)d request is refused.", "%(n)d requests are refused.", n) % {"n": n},
        danger=True,
    )


def chosen_requests(request: HttpRequest, rows: BookingQuerySet) -> list[Booking]:
    """Of the ticked rows those that wait for an answer of this user, who asked first on top."""
    waiting = rows.requested().select_related("space__station", "person").order_by("created_at", "pk")
    return requests_to_answer(request, waiting)


def requests_to_answer(request: HttpRequest, rows: Iterable[Booking]) -> list[Booking]:
    """Of these bookings the requests that wait, at stations that the user runs; one query where there is any."""
    waiting = [row for row in rows if row.status == Booking.Status.REQUESTED and row.starts_at > clock.now()]
    if not waiting:
        return []
    permitted = Booking.objects.permitted(request.user, "change").filter(pk__in=[row.pk for row in waiting])
    keys = set(permitted.values_list("pk", flat=True))
    return [row for row in waiting if row.pk in keys]


def _confirmed(request: HttpRequest) -> Any:
    return request.POST if CONFIRMED in request.POST else None


def _nothing_waits(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("None of these waits for your answer."))
    return redirect(request.get_full_path())


def _answer_page(
    model_admin: Any, request: HttpRequest, *, form: forms.Form, run: Any, done: Any, **context: Any
) -> HttpResponse:
    def finished(answers: Answers) -> HttpResponse:
        answered = [booking for booking, refused in answers if refused is None]
        if answered:
            messages.success(request, done(len(answered)))
        for booking, refused in answers:
            if refused is not None:
                messages.warning(request, f"{request_in_words(booking)}: {refused}")
        return redirect(request.get_full_path())

    return ask_once(
        request,
        form,
        run=run,
        done=finished,
        show=lambda: office_page(
            model_admin,
            request,
            "admin/stations/answer_requests.html",
            form=form,
            checkbox=ACTION_CHECKBOX_NAME,
            act=request.POST["action"],
            confirmed=CONFIRMED,
            back=request.get_full_path(),
            **context,
        ),
    )


def request_in_words(booking: Booking) -> str:
    """“李大爷 · 会客厅 · 12月1日 周二 14:00–16:00”."""
    when = formatting.span(booking.starts_at, booking.ends_at)
    return f"{booking.person.name} · {booking.space.name} · {when}"


def outlook_cell(booking: Any) -> SafeString | str:
    """What stands beside the request, in the list; nothing for whoever does not answer it."""
    if booking.outlook is None:
        return ""
    line = line_of_request(booking.outlook)
    answers = [(_("Refuse"), reverse("admin:stations_booking_refuse", args=[booking.pk]))]
    if line.fits:
        answers.insert(0, (_("Approve"), reverse("admin:stations_booking_approve", args=[booking.pk])))
    return format_html(
        '<ul class="{}" data-request="{}" data-fits="{}">{}</ul><p class="office-answers">{}</p>',
        "office-fits" if line.fits else "office-clash",
        booking.pk,
        "yes" if line.fits else "no",
        format_html_join("", "<li>{}</li>", ((words,) for words in line.words)),
        format_html_join(" ", '<a href="{1}">{0}</a>', answers),
    )
