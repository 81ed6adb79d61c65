"""How many people come: asked with a button for each number, not with a drop-down or by typing."""

from django.forms import NumberInput, RadioSelect, Widget

# The numbers that are seen at once; the others fold away under them.
SHOWN = 8
# Nobody looks for a number among more buttons than that: it is typed.
MOST = 60


class NumberTiles(RadioSelect):
    """The numbers from 1 to `largest` as large buttons, of which those after the eighth fold away."""

    template_name = "forms/numbers.html"

    def __init__(self, largest: int) -> None:
        super().__init__(choices=[(number, str(number)) for number in range(1, largest + 1)])

    def get_context(self, name: str, value: object, attrs: dict[str, object] | None) -> dict[str, object]:
        """`numbers` are seen at once, `more` are folded away; `is_more`: one of these is chosen."""
        context = super().get_context(name, value, attrs)
        options = [option for _group, [option], _index in context["widget"]["optgroups"]]
        more = options[SHOWN:]
        context["widget"] |= {
            "numbers": options[:SHOWN],
            "more": more,
            "is_more": any(option["selected"] for option in more),
        }
        return context


def number_widget(largest: int) -> Widget:
    """The widget that asks for a number from 1 to `largest`."""
    if largest <= MOST:
        return NumberTiles(largest)
    return NumberInput(attrs={"min": 1, "max": largest, "inputmode": "numeric"})
