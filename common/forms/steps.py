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

which draws the whole `<form>`: where one is (“step 2 of 3”), the errors, the questions, Back and Next, and on the
last screen what was answered before. Answers to other steps travel along as hidden fields; an error leads back to
the step that it belongs to. Every field of the form must be in one group; groups whose fields the form does not
have, or hides, are no screens. A question with one possible answer is not asked: the answer stands on the last
screen, from where one can go back to it; but what the form names in `always_asked` is asked all the same. No file
fields.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BaseForm, ChoiceField, Field, HiddenInput
from django.forms.boundfield import BoundField
from django.forms.widgets import ChoiceWidget
from django.http import HttpRequest, QueryDict
from django.utils.choices import flatten_choices
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from common.exceptions import Refused

AT, SEEN, BACK, CHANGE = "step-at", "step-seen", "step-back", "step-change"
# Sent by a page that leads here: the answers that it knows already are shown, and nothing is answered yet.
BEGIN = "step-begin"


def is_form_sent(request: HttpRequest) -> bool:
    """Whether answers were sent, and not only those with which a page that leads here begins the form."""
    return request.method == "POST" and BEGIN not in request.POST


@dataclass(frozen=True, slots=True)
class FormStep:
    """One screen of a form that is asked in steps: its title and the names of its fields."""

    title: str | Promise
    fields: Sequence[str]


@dataclass(frozen=True, slots=True)
class StepAnswer:
    """What was answered on an earlier screen, in words, and the number of the step to change it."""

    title: str | Promise
    words: str
    step: int


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
        names = [name for _title, fields in groups for name in fields]

        def made(data: QueryDict | None) -> BaseForm:
            form = make(data)
            form.order_fields(names)  # Errors are listed in the order in which is asked.
            return form

        self._fresh = made(None)
        self._bound: BaseForm | None = None
        self.finished: BaseForm | None = None
        self.apart = getattr(request, "care", None) is not None and request.care.on  # type: ignore[attr-defined]
        self.steps = self._plan(groups)
        self._screens = self._asked_steps()
        self.at = self._screens[0]
        self._seen = -1
        # Whether the page that led here knew answers already.
        self.begun = False
        if is_form_sent(request):
            self._answer(request.POST, made(request.POST))
        elif request.method == "POST":
            known = {name: request.POST[name] for name in self._fresh.fields if name in request.POST}
            self._fresh.initial.update(known)
            self.begun = bool(known)

    def _plan(self, groups: Sequence[tuple[str | Promise, Sequence[str]]]) -> list[FormStep]:
        known = self._fresh.fields
        missing = set(known) - {name for _title, names in groups for name in names}
        if missing:
            raise ValueError(f"fields in no step: {', '.join(sorted(missing))}")
        steps = [FormStep(title, [name for name in names if name in known]) for title, names in groups]
        steps = self._without_empty_screens([step for step in steps if step.fields])
        return steps if self.apart else [FormStep("", [name for step in steps for name in step.fields])]

    def _without_empty_screens(self, steps: list[FormStep]) -> list[FormStep]:
        """A step of hidden fields asks nothing: its fields stand on the last screen that asks something."""
        hidden = [step for step in steps if all(self._fresh[name].is_hidden for name in step.fields)]
        asked = [step for step in steps if step not in hidden]
        if not hidden or not asked:
            return steps
        *others, last = asked
        return [*others, FormStep(last.title, [*last.fields, *(name for step in hidden for name in step.fields)])]

    def _asked_steps(self) -> list[int]:
        """The steps that are asked: all but those with one possible answer, which is given for the reader.

        With nothing else to ask, the last step is asked all the same: one looks before one sends.
        """
        only = [self._only_answers(step) if self.apart else None for step in self.steps]
        for answers in only:
            self._fresh.initial.update(answers or {})
        asked = [number for number, answers in enumerate(only) if answers is None]
        return asked or [len(self.steps) - 1]

    def _only_answers(self, step: FormStep) -> dict[str, object] | None:
        """The one possible answer to each question of the step; None where a question has several or is open."""
        asked = [name for name in step.fields if not self._fresh[name].is_hidden]
        if not set(asked).isdisjoint(getattr(self._fresh, "always_asked", ())):
            return None
        if not all(self._fresh.fields[name].required for name in asked):
            return None
        offered = {name: _choices(self._fresh.fields[name]) for name in asked}
        if any(len(choices) != 1 for choices in offered.values()):
            return None
        return {name: choices[0][0] for name, choices in offered.items()}

    def _answer(self, data: QueryDict, form: BaseForm) -> None:
        last = len(self.steps) - 1
        # A form sent whole (from the normal skin, or by a script) has no step and counts as the last one.
        answered = self._number(data.get(AT), default=last)
        self._seen = max(answered, self._number(data.get(SEEN), default=-1))
        self._bound = form
        form.full_clean()
        if BACK in data:
            self._go(max((number for number in self._screens if number < answered), default=self._screens[0]))
            return
        if CHANGE in data:
            self._go(self._number(data.get(CHANGE), default=self._screens[0]))
            return
        wrong = self._first_wrong(form)
        following = next((number for number in self._screens if number > answered), None)
        if wrong is not None and wrong <= answered:
            self._go(wrong, show_errors=True)
        elif following is not None:
            self._go(following)
        elif form.is_valid():
            self.at = self._screens[-1]
            self.finished = form
        else:
            self._go(self._screens[-1] if wrong is None else wrong, show_errors=True)

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
        """Show why the finished form was refused, with all answers kept: at the question that the refusal is about
        (`Refused.field`), else above the last step.
        """
        self.finished = None
        if self._bound is None:
            return
        field = refused.field if refused.field in self._bound.fields else None
        self._bound.add_error(field, refused.as_validation_error())
        wrong = self._first_wrong(self._bound)
        if field and wrong is not None:
            self._go(wrong, show_errors=True)

    @property
    def form(self) -> BaseForm:
        """The form whose errors are shown."""
        return self._fresh if self._bound is None else self._bound

    @property
    def several(self) -> bool:
        return len(self.steps) > 1

    @property
    def number(self) -> int:
        """Which screen this is, from 1. A step that is only looked at again counts as the screen after it."""
        return min(1 + sum(number < self.at for number in self._screens), self.count)

    @property
    def count(self) -> int:
        return len(self._screens)

    @property
    def title(self) -> str | Promise:
        return self.steps[self.at].title

    @property
    def is_first(self) -> bool:
        return self.at <= self._screens[0]

    @property
    def is_last(self) -> bool:
        return self.at >= self._screens[-1]

    @property
    def needs_heading(self) -> bool:
        """Whether the title stands above the fields: over several, and over a box to tick, which is no question."""
        shown = [field for field in self.fields if not field.is_hidden]
        return len(shown) != 1 or shown[0].widget_type == "checkbox"

    @property
    def seen(self) -> int:
        return max(self._seen, self.at - 1)

    @property
    def fields(self) -> list[BoundField]:
        """The questions of this step: as answered before, else with their initial values."""
        form = self.form if self._seen >= self.at else self._fresh
        return [form[name] for name in self.steps[self.at].fields]

    @property
    def errors_beside(self) -> list[str]:
        """The errors that stand at no question of this screen; those of a question stand there."""
        hidden = [error for field in self.fields if field.is_hidden for error in field.errors]
        return [str(error) for error in [*self.form.non_field_errors(), *hidden]]

    @property
    def carried(self) -> SafeString:
        """The answers to all other steps, as hidden inputs: those given before, and those not asked for."""
        return mark_safe(
            "".join(
                self._answered(name, number).as_hidden()
                for number, step in enumerate(self.steps)
                if number != self.at and (number <= self._seen or number not in self._screens)
                for name in step.fields
            )
        )

    @property
    def answers(self) -> list[StepAnswer]:
        """For the last screen: what the other steps were answered with."""
        if not (self.apart and self.is_last):
            return []
        answers = [
            StepAnswer(step.title, self._step_in_words(number), number)
            for number, step in enumerate(self.steps)
            if number != self.at
        ]
        return [answer for answer in answers if answer.words]

    def _step_in_words(self, number: int) -> str:
        words: list[str] = [_in_words(self._answered(name, number)) for name in self.steps[number].fields]
        return _(", ").join(filter(None, words))

    def _answered(self, name: str, step: int) -> BoundField:
        """The field as it was sent. One that nobody was asked for, and that was not sent, has its one answer."""
        sent = self._bound is not None and self._bound.add_prefix(name) in self._bound.data
        return self.form[name] if sent or step in self._screens else self._fresh[name]


def _in_words(field: BoundField) -> str:
    """An answer as the reader knows it; nothing of what is hidden or only ticked."""
    value = field.value()
    if field.is_hidden or value in (None, "", False) or field.widget_type == "checkbox":
        return ""
    values = [str(one) for one in (value if isinstance(value, list | tuple) else [value])]
    offered = dict(_choices(field.field))
    # An answer given on an earlier screen may be offered no more, yet the field still knows its words.
    known = offered if set(values) <= offered.keys() else _words_of_choices(field.field)
    return pgettext("between names", ", ").join(str(known.get(one, one)) for one in values)


def _words_of_choices(field: Field) -> dict[str, str | Promise]:
    choices: Iterable[tuple[object, str | Promise]] = flatten_choices(getattr(field, "choices", ()))
    return {str(value): words for value, words in choices}


def _choices(field: Field) -> list[tuple[str, str | Promise]]:
    """The answers that a field offers, without the empty one; none of an open question."""
    if not isinstance(field, ChoiceField) or isinstance(field.widget, HiddenInput):
        return []
    assert isinstance(field.widget, ChoiceWidget)
    choices: Iterable[tuple[object, str | Promise]] = flatten_choices(field.widget.choices)
    return [(str(value), words) for value, words in choices if value not in (None, "")]
