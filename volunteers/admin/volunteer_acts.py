"""What the office does with one volunteer: a button for each act, where the action would not refuse."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action

from accounts.admin.base import FindsPeopleAdmin
from accounts.auth.http import acting_user
from common.admin.pages import act_on_row, ask_once, office_page, posted
from common.exceptions import allows
from volunteers.actions import volunteers as acts
from volunteers.actions.readings import read_guardian_phone, read_party_answer
from volunteers.admin.forms.volunteers import (
    GuardianConsentForm,
    OfficeLeaveForm,
    OfficePauseForm,
    RefusalForm,
    SubTeamsForm,
    VolunteerReadingForm,
)
from volunteers.models import MembershipAnswer, Volunteer
from volunteers.rules.volunteers import (
    VolunteerAct,
    allowed_volunteer_acts,
    require_volunteer_act_possible,
    volunteer_act_refusal,
)
from volunteers.selectors.volunteers import shifts_to_come, sub_teams_of


class VolunteerActsAdmin(FindsPeopleAdmin):
    """Base of the admin of volunteers: the acts on one of them, and what is read for a reason only."""

    actions_detail = [
        "approve",
        "refuse",
        "note_consent",
        "sub_teams",
        "pause",
        "resume",
        "leave",
        "read_guardian",
        "read_party",
    ]

    def get_actions_detail(self, request: HttpRequest, object_id: int | str) -> list[Any]:
        """Only what can be done now. An applicant is answered and does not leave; a pause is not begun twice."""
        volunteer = self.row_of(request, object_id)
        acts = super().get_actions_detail(request, object_id)
        if volunteer is None:
            return acts
        never = {act for act in VolunteerAct if not allows(require_volunteer_act_possible, act, volunteer)}
        never |= set() if volunteer.is_member else {VolunteerAct.LEAVE}
        never |= set() if volunteer.is_active else {VolunteerAct.PAUSE}
        return [one for one in acts if one.action_name.removeprefix("volunteers_volunteer_") not in never]

    def _may(self, request: HttpRequest, obj: Any, act: VolunteerAct) -> bool:
        """Whether the rights allow it. What the state does not allow is not offered; a second click is told why."""
        volunteer = self.row_of(request, obj)
        if volunteer is None:
            return True
        known = request.__dict__.setdefault("volunteer_acts", {})
        if volunteer.pk not in known:
            known[volunteer.pk] = allowed_volunteer_acts(volunteer, acting_user(request))
        return act in known[volunteer.pk]

    def _act(
        self, request: HttpRequest, volunteer: Volunteer, act: VolunteerAct, form: forms.BaseForm, **page: Any
    ) -> HttpResponse:
        """The page of an act. Where it is done already, as after a double click, the volunteer's page says so."""
        if refusal := volunteer_act_refusal(act, volunteer, acting_user(request)):
            messages.error(request, str(refusal))
            return redirect("admin:volunteers_volunteer_change", volunteer.pk)
        return act_on_row(self, request, volunteer, form, **page)

    def has_approve_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, obj, VolunteerAct.APPROVE)

    def has_refuse_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, obj, VolunteerAct.REFUSE)

    def has_note_consent_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, obj, VolunteerAct.NOTE_CONSENT)

    def has_sub_teams_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, obj, VolunteerAct.SUB_TEAMS)

    def has_pause_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, obj, VolunteerAct.PAUSE)

    def has_resume_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, obj, VolunteerAct.RESUME)

    def has_leave_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, obj, VolunteerAct.LEAVE)

    def has_read_guardian_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        volunteer = self.row_of(request, obj)
        return self.has_change_permission(request, volunteer) and (
            volunteer is None or bool(volunteer.guardian_phone)
        )

    def has_read_party_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        volunteer = self.row_of(request, obj)
        return acting_user(request).has_perm("volunteers.view_membershipanswer", volunteer)

    def _volunteer(self, request: HttpRequest, object_id: str) -> Volunteer:
        volunteer: Volunteer | None = self.get_object(request, object_id)
        if volunteer is None:
            raise Http404
        return volunteer

    @action(description=_("Accept into the team"), icon="how_to_reg", url_path="approve", permissions=["approve"])
    def approve(self, request: HttpRequest, object_id: str) -> HttpResponse:
        volunteer = self._volunteer(request, object_id)
        return self._act(
            request,
            volunteer,
            VolunteerAct.APPROVE,
            SubTeamsForm(sub_teams_of(volunteer.team), posted(request)),
            run=lambda answers: acts.approve(volunteer, by=acting_user(request), **answers),
            title=gettext("Accept into the team"),
            text=gettext("The applicant gets a number and is told. The sub-teams can be chosen later, too."),
            button=gettext("Accept into the team"),
            done=lambda made: (
                gettext("%(name)s is a volunteer now, number %(number)s.")
                % {"name": made.person.name, "number": made.number_label}
            ),
        )

    @action(description=_("Do not accept"), icon="person_off", url_path="refuse", permissions=["refuse"])
    def refuse(self, request: HttpRequest, object_id: str) -> HttpResponse:
        volunteer = self._volunteer(request, object_id)
        return self._act(
            request,
            volunteer,
            VolunteerAct.REFUSE,
            RefusalForm(posted(request)),
            run=lambda answers: acts.refuse(volunteer, by=acting_user(request), **answers),
            title=gettext("Do not accept"),
            text=gettext("The applicant is told why, and may apply again."),
            button=gettext("Do not accept"),
            done=gettext("The applicant is told why."),
            danger=True,
        )

    @action(
        description=_("Guardian agrees"), icon="family_restroom", url_path="consent", permissions=["note_consent"]
    )
    def note_consent(self, request: HttpRequest, object_id: str) -> HttpResponse:
        volunteer = self._volunteer(request, object_id)
        return self._act(
            request,
            volunteer,
            VolunteerAct.NOTE_CONSENT,
            GuardianConsentForm(posted(request)),
            run=lambda answers: acts.note_guardian_consent(volunteer, by=acting_user(request), **answers),
            title=gettext("Guardian agrees"),
            text=gettext("You have spoken with %(name)s, who agrees. Name and number are put right here if need be.")
            % {"name": volunteer.guardian_name or gettext("the guardian")},
            button=gettext("The guardian agrees"),
            done=gettext("The consent is noted."),
        )

    @action(description=_("Sub-teams"), icon="groups", url_path="sub-teams", permissions=["sub_teams"])
    def sub_teams(self, request: HttpRequest, object_id: str) -> HttpResponse:
        volunteer = self._volunteer(request, object_id)
        now = [membership.team_id for membership in volunteer.memberships.all()]
        return self._act(
            request,
            volunteer,
            VolunteerAct.SUB_TEAMS,
            SubTeamsForm(sub_teams_of(volunteer.team), posted(request), initial={"teams": now}),
            run=lambda answers: acts.set_sub_teams(volunteer, by=acting_user(request), **answers),
            title=gettext("Sub-teams"),
            text=gettext("From today on the volunteer is in the sub-teams that are ticked."),
            button=gettext("Save"),
            done=gettext("Saved."),
        )

    @action(description=_("Pause"), icon="pause", url_path="pause", permissions=["pause"])
    def pause(self, request: HttpRequest, object_id: str) -> HttpResponse:
        volunteer = self._volunteer(request, object_id)
        form = OfficePauseForm(posted(request))
        return self._act(
            request,
            volunteer,
            VolunteerAct.PAUSE,
            form,
            run=lambda answers: acts.pause(volunteer, by=acting_user(request), **answers),
            title=gettext("Pause"),
            text=gettext("The volunteer takes on no new shifts. Those that they have stay theirs."),
            button=gettext("Pause"),
            done=gettext("The pause is noted, and the volunteer told."),
            media=self.media + form.media,
        )

    @action(description=_("The pause is over"), icon="play_arrow", url_path="resume", permissions=["resume"])
    def resume(self, request: HttpRequest, object_id: str) -> HttpResponse:
        volunteer = self._volunteer(request, object_id)
        return self._act(
            request,
            volunteer,
            VolunteerAct.RESUME,
            forms.Form(posted(request)),
            run=lambda _answers: acts.resume(volunteer, by=acting_user(request)),
            title=gettext("The pause is over"),
            text=gettext("The volunteer can sign up for shifts again, and is told."),
            button=gettext("The pause is over"),
            done=gettext("The volunteer is back."),
        )

    @action(description=_("Leave the team"), icon="logout", url_path="leave", permissions=["leave"])
    def leave(self, request: HttpRequest, object_id: str) -> HttpResponse:
        volunteer = self._volunteer(request, object_id)
        return self._act(
            request,
            volunteer,
            VolunteerAct.LEAVE,
            OfficeLeaveForm(posted(request)),
            run=lambda answers: acts.leave(volunteer, by=acting_user(request), gives_back_shifts=True, **answers),
            title=gettext("Leave the team"),
            text=gettext(
                "What was served stays on record. Shifts to come are given to others: %(n)d. Whoever comes back "
                "keeps the number."
            )
            % {"n": shifts_to_come(volunteer).count()},
            button=gettext("Leave the team"),
            done=gettext("%(name)s has left the team.") % {"name": volunteer.person.name},
            danger=True,
        )

    # --- What is read for a reason only

    @action(description=_("Number of the guardian"), icon="call", url_path="guardian", permissions=["read_guardian"])
    def read_guardian(self, request: HttpRequest, object_id: str) -> HttpResponse:
        volunteer = self._volunteer(request, object_id)
        return self._read(
            request,
            volunteer,
            gettext("Number of the guardian"),
            lambda reason: read_guardian_phone(volunteer, reason=reason, by=acting_user(request)).removeprefix("+86"),
        )

    @action(description=_("Party membership"), icon="flag", url_path="party", permissions=["read_party"])
    def read_party(self, request: HttpRequest, object_id: str) -> HttpResponse:
        volunteer = self._volunteer(request, object_id)
        return self._read(
            request,
            volunteer,
            gettext("Party membership"),
            lambda reason: _answer(read_party_answer(volunteer, reason=reason, by=acting_user(request))),
        )

    def _read(
        self, request: HttpRequest, volunteer: Volunteer, title: str, read: Callable[[str], str]
    ) -> HttpResponse:
        """Ask why; then show the answer once, on this page only."""
        form = VolunteerReadingForm(posted(request))

        def page(answer: str = "") -> HttpResponse:
            return office_page(
                self, request, "admin/volunteers/read.html", title, volunteer=volunteer, form=form, answer=answer
            )

        return ask_once(request, form, run=lambda answers: read(answers["reason"]), done=page, show=page)


def _answer(answer: MembershipAnswer | None) -> str:
    if answer is None:
        return gettext("has not said it")
    return gettext("is a party member") if answer.is_party_member else gettext("is no party member")
