"""What is half typed is kept on the phone (static/js/draft.js) until the portal says that it has arrived."""

from typing import Any

from django.http import HttpResponse
from django.utils.crypto import salted_hmac

COOKIE = "draft_done"


def forget_draft(response: HttpResponse, name: str) -> HttpResponse:
    """Tell the page that comes next to forget the draft of this name."""
    response.set_cookie(COOKIE, name, max_age=600, path="/", samesite="Lax")
    return response


def draft_owner(user: Any) -> str:
    """Whose drafts these are, for a phone that several people use; says nothing to anybody else."""
    return salted_hmac("portal.desk.drafts", str(user.pk)).hexdigest()[:16]
