"""One question a screen (DOMAIN.md §4, check 17), without JavaScript and without a session.

In care mode a form is asked in steps, elsewhere all at once; the view is the same for both:

    def register(request, pk):
        event = get_object_or_404(…)
        steps = Steps(
            request,
            lambda data: RegistrationForm(data, event=event),
            [(_("Who comes?"), ["person"]), (_("How many people?"), ["seats"])],
        )
        if form := steps.finished:
            try:
                actions.register(event, by=request.user, **form.cleaned_data)
            except Refused as refused:
                steps.refuse(refused)
            else:
                return redirect(…)
        return render(request, "events/register.html", {"event": event, "steps": steps})

and in the template

    {% include "components/steps.html" with submit=_("Register") %}

which draws the whole `<form>`: where one is (“step 2 of 3”), the errors, the questions, Back and Next. Answers
to other steps travel along as hidden fields; an error leads back to the step that it belongs to. Every field
of the form must be in one group; groups whose fields the form does not have, or hides, are no screens. No file
fields.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe

from common.exceptions import Refused

AT, SEEN, BACK = "step-at", "step-seen", "step-back"
# Sent by a page that leads here: the answers that it knows already are shown, and nothing is answered yet.
BEGIN = "step-begin"


@dataclass(frozen=True, slots=True)
class FormStep:
    """One screen of a form that is asked in steps: its title and the names of its fields."""

    title: str | Promise
    fields: Sequence[str]


class FormSteps:
    """A form asked in steps: `make(data)`, an unbound or bound form, by `groups` of (title, names of fields).

    `finished` is the valid form when everything was answered, else None.
    """

    def __init__(
        self,
        request: HttpRequest,
        make: Callable[[QueryDict | None], BaseForm],
        groups: Sequence[tuple[str | Promise, Sequence[str]]],
    ) -> None:
        self._fresh = make(None)
        self._bound: BaseForm | None = None
        self.finished: BaseForm | None = None
        self.steps = self._plan(groups, apart=getattr(request, "care", None) is not None and request.care.on)  # type: ignore[attr-defined]
        self.at = 0
        self._seen = -1
        if request.method == "POST" and BEGIN in request.POST:
            self._fresh.initial.update(
                {name: request.POST[name] for name in self._fresh.fields if name in request.POST}
            )
        elif request.method == "POST":
            self._answer(request.POST, make(request.POST))

    def _plan(self, groups: Sequence[tuple[str | Promise, Sequence[str]]], *, apart: bool) -> list[FormStep]:
        known = self._fresh.fields
        missing = set(known) - {name for _title, names in groups for name in names}
        if missing:
            raise ValueError(f"fields in no step: {', '.join(sorted(missing))}")
        steps = [FormStep(title, [name for name in names if name in known]) for title, names in groups]
        steps = self._without_empty_screens([step for step in steps if step.fields])
        return steps if apart else [FormStep("", [name for step in steps for name in step.fields])]

    def _without_empty_screens(self, steps: list[FormStep]) -> list[FormStep]:
        """A step of hidden fields asks nothing: its fields stand on the last screen that asks something."""
        hidden = [step for step in steps if all(self._fresh[name].is_hidden for name in step.fields)]
        asked = [step for step in steps if step not in hidden]
        if not hidden or not asked:
            return steps
        *others, last = asked
        return [*others, FormStep(last.title, [*last.fields, *(name for step in hidden for name in step.fields)])]

    def _answer(self, data: QueryDict, form: BaseForm) -> None:
        last = len(self.steps) - 1
        # A form sent whole (from the normal skin, or by a script) has no step and counts as the last one.
        answered = self._number(data.get(AT), default=last)
        self._seen = max(answered, self._number(data.get(SEEN), default=-1))
        self._bound = form
        form.full_clean()
        if BACK in data:
            self._go(max(0, answered - 1))
            return
        wrong = self._first_wrong(form)
        if wrong is not None and wrong <= answered:
            self._go(wrong, show_errors=True)
        elif answered < last:
            self._go(answered + 1)
        elif form.is_valid():
            self.at = last
            self.finished = form
        else:
            self._go(last, show_errors=True)

    def _number(self, text: str | None, *, default: int) -> int:
        """The number of a step as the page sent it; nonsense counts as `default`."""
        known = {str(number): number for number in range(len(self.steps))}
        return known.get(text or "", default)

    def _first_wrong(self, form: BaseForm) -> int | None:
        return next(
            (n for n, step in enumerate(self.steps) if any(name in form.errors for name in step.fields)), None
        )

    def _go(self, step: int, *, show_errors: bool = False) -> None:
        self.at = step
        if self._bound is None:
            return
        shown = set(self.steps[step].fields) if show_errors else set()
        if show_errors and self.is_last:
            shown.add(NON_FIELD_ERRORS)
        for name in set(self._bound.errors) - shown:
            del self._bound.errors[name]

    def refuse(self, refused: Refused) -> None:
        """Show why the finished form was refused, above the last step, with all answers kept."""
        if self._bound is not None:
            self._bound.add_error(None, refused.as_validation_error())
        self.finished = None

    @property
    def form(self) -> BaseForm:
        """The form whose errors are shown."""
        return self._fresh if self._bound is None else self._bound

    @property
    def several(self) -> bool:
        return len(self.steps) > 1

    @property
    def number(self) -> int:
        return self.at + 1

    @property
    def count(self) -> int:
        return len(self.steps)

    @property
    def title(self) -> str | Promise:
        return self.steps[self.at].title

    @property
    def is_first(self) -> bool:
        return self.at == 0

    @property
    def is_last(self) -> bool:
        return self.at == len(self.steps) - 1

    @property
    def seen(self) -> int:
        return max(self._seen, self.at - 1)

    @property
    def fields(self) -> list[BoundField]:
        """The questions of this step: as answered before, else with their initial values."""
        form = self.form if self._seen >= self.at else self._fresh
        return [form[name] for name in self.steps[self.at].fields]

    @property
    def carried(self) -> SafeString:
        """The answers to all other steps, as hidden inputs."""
        names = (
            name
            for number, step in enumerate(self.steps)
            if number != self.at and number <= self._seen
            for name in step.fields
        )
        return mark_safe("".join(self.form[name].as_hidden() for name in names))
