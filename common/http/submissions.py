"""Every form that is sent twice does its work once: the second time it gets the answer of the first.

A double click sends one page twice; two people are two pages. So each form carries a token that its page drew (the
tag `csrf_token` writes it), and the key of a submission is made of the token and of all that was filled in: a page
that is filled in differently and sent again makes another record. The key is stored in the transaction of the record
itself, so that of two requests at once the second waits for the first one.
"""

import base64
import datetime as dt
import hashlib
import json
import uuid
from http import HTTPStatus
from typing import Any

from cryptography.fernet import Fernet
from django.contrib import messages
from django.contrib.messages.storage.cookie import MessageDecoder, MessageEncoder
from django.core.signing import BadSignature, Signer
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from psycopg.pq import TransactionStatus

from common.db.submitted import submitted_form
from common.http.requests import GetResponse
from common.models import Submission
from common.time import clock

FIELD = "form_token"
# Signing in sends messages while it answers, which must not hold a transaction open; and it makes no record.
ENTRANCE = "/accounts/"
# These forms have a token of their own, which is stored in the record they make (common.forms.submission).
OWN_TOKEN = "token"  # noqa: S105 - the name of a field
# Later than this nobody clicks twice: whoever sends the form again is told that it was sent before.
DOUBLE_CLICK: dt.timedelta = dt.timedelta(minutes=1)
# The page that says so once, with nothing to be led to (the secret of a new device): 201 instead of a redirect.
DONE = {HTTPStatus.CREATED, HTTPStatus.FOUND, HTTPStatus.SEE_OTHER}


def token_field(request: HttpRequest | None) -> SafeString:
    """The hidden field with a token that no other form has; nothing where it would not be remembered."""
    if request is None or not _remembers(request):
        return SafeString()
    return format_html(
        '<input type="hidden" name="{}" value="{}">', FIELD, _signer(request.user.pk).sign(str(uuid.uuid4()))
    )


def is_drawn_for(token: str, user: int | None) -> bool:
    """Whether the form with this token was on a page of the user with this primary key."""
    try:
        _signer(user).unsign(token)
    except BadSignature:
        return False
    return True


def _signer(user: int | None) -> Signer:
    """Only the user of a page can be recognised by its token; nobody can read from it who that is."""
    return Signer(salt=f"form token of user {user}")


class SubmissionMiddleware:
    """Runs a form that carries a token in one transaction with its key; a form that is known is answered as before.

    Only for people who are signed in. A form that did nothing (an error in it, a refusal, a question before) is not
    remembered, and may be sent again.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _is_remembered(request):
            return self.get_response(request)
        key, seal = _key_and_seal(request)
        with submitted_form() as work:
            if not Submission.objects.claim(key):
                return _answer_again(request, Submission.objects.get(pk=key), seal)
            response = self.get_response(request)
            if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR or _is_broken():
                transaction.set_rollback(True)
            elif work.done and response.status_code in DONE and not _says_error(request):
                answer = seal.encrypt(_described(request, response))
                Submission.objects.filter(pk=key).update(answer=answer)
            else:
                Submission.objects.filter(pk=key).delete()
            return response


def _is_remembered(request: HttpRequest) -> bool:
    return (
        request.method == "POST"
        and _remembers(request)
        and bool(request.POST.get(FIELD))
        and OWN_TOKEN not in request.POST
    )


def _remembers(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return bool(user and user.is_authenticated) and not request.path.startswith(ENTRANCE)


def _key_and_seal(request: HttpRequest) -> tuple[uuid.UUID, Fernet]:
    """The key of what was sent, and what encrypts the answer to it; neither can be found from the other."""
    filled_in = sorted((name, values) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken")
    files = sorted((name, [(one.name, one.size) for one in uploads]) for name, uploads in request.FILES.lists())
    form = repr((request.user.pk, request.get_full_path(), filled_in, files)).encode()
    key = hashlib.blake2b(form, digest_size=16, person=b"submission key").digest()
    secret = hashlib.blake2b(form, digest_size=32, person=b"submission seal").digest()
    return uuid.UUID(bytes=key), Fernet(base64.urlsafe_b64encode(secret))


def _is_broken() -> bool:
    """Whether the database takes nothing more in this transaction: an error was answered without a step back."""
    return connection.connection.info.transaction_status == TransactionStatus.INERROR


def _queued(request: HttpRequest) -> list[Any]:
    return getattr(getattr(request, "_messages", None), "_queued_messages", [])


def _says_error(request: HttpRequest) -> bool:
    return any(message.level >= messages.ERROR for message in _queued(request))


# --- The answer -------------------------------------------------------------------------------------------------


class WordsEncoder(MessageEncoder):
    """Messages as JSON, those too whose words wait for the language of the page."""

    def default(self, obj: Any) -> Any:
        return str(obj) if isinstance(obj, Promise) else super().default(obj)


def _described(request: HttpRequest, response: HttpResponse) -> bytes:
    answer = {
        "status": response.status_code,
        "headers": dict(response.headers),
        "cookies": response.cookies.output(header="", sep="; "),
        "content": response.content.decode(response.charset),
        "messages": json.dumps(_queued(request), cls=WordsEncoder),
    }
    return json.dumps(answer).encode()


def _answer_again(request: HttpRequest, submission: Submission, seal: Fernet) -> HttpResponse:
    """The answer that the first time had: the same page, the same words. After a while only other words, on the page
    that the first answer led to: a secret that a page has shown once is not shown again.
    """
    answer = json.loads(seal.decrypt(bytes(submission.answer or b"")))
    if clock.now() - submission.at >= DOUBLE_CLICK:
        messages.info(request, _("This form has been sent already; nothing was done twice."))
        return HttpResponseRedirect(answer["headers"].get("Location", request.get_full_path()))
    response = HttpResponse(answer["content"], status=answer["status"], headers=answer["headers"])
    response.cookies.load(answer["cookies"])
    for message in json.loads(answer["messages"], cls=MessageDecoder):
        messages.add_message(request, message.level, message.message, message.extra_tags)
    return response
