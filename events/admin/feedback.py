"""The page of an event with what those who came said of it, and where their papers are keyed in."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.auth.http import acting_user
from common.admin.pages import ask_once, posted, redirect_with_success, require_allowed
from common.exceptions import allows
from events.actions.feedback import key_feedback_back
from events.admin.event_actions import event_page, visible_event
from events.admin.forms.feedback import PaperFeedbackForm
from events.forms.feedback import face_with_words
from events.models import Feedback
from events.rules.feedback import require_event_took_place
from events.selectors.feedback import FEWEST, EventFeedback, paper_answers

if TYPE_CHECKING:
    from events.admin.events import EventAdmin


def feedback(model_admin: "EventAdmin", request: HttpRequest, object_id: str) -> HttpResponse:
    """The page of admin with the feedback on an event: faces and sentences, never a name."""
    event = visible_event(request, object_id)
    require_allowed(model_admin.has_change_permission(request, event))
    form = PaperFeedbackForm(posted(request), so_far=paper_answers(event))

    def key_back(answers: dict[str, Any]) -> None:
        key_feedback_back(event, faces=form.faces(), sentences=answers["sentences"], by=acting_user(request))

    said = EventFeedback.read(event)
    return ask_once(
        request,
        form,
        run=key_back,
        done=lambda _done: redirect_with_success(request, _("Saved."), "admin:events_event_feedback", event.pk),
        show=lambda: event_page(
            model_admin,
            request,
            "feedback",
            event,
            _("How it was"),
            said=said,
            faces=[(face_with_words(face), said.faces[face.value]) for face in Feedback.Face],
            fewest=FEWEST,
            form=form,
            can_key_back=allows(require_event_took_place, event),
        ),
    )
