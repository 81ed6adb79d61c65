"""Lists of records as spreadsheets: complete as Order 67 has it, the five columns of 志愿北京, and one's own choice.

Half hours are floored here and nowhere before. The number of an identity card is never in them: it is not kept.
"""

from collections.abc import Callable, Sequence
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from common.files.spreadsheets import Column, Sheet, workbook_of
from volunteers.models import HandIn, ServiceRecord, Volunteer
from volunteers.models.choices import ServiceKind, Skill
from volunteers.selectors.handing_in import ListRow, PeopleOfPeriod
from volunteers.selectors.hours import half_hours
from volunteers.selectors.records import name_in_charge

# As the platform reads them: these words, this order, in whatever language the portal is read.
FIVE_COLUMNS: list[Column] = [("姓名", 12), ("身份证号", 22), ("岗位", 16), ("时长", 8), ("备注", 32)]


def hand_in_workbook(
    hand_in: HandIn, rows: Sequence[ListRow], people: PeopleOfPeriod, *, whole_phones: bool
) -> bytes:
    """The list as .xlsx. Phones stand in the complete one alone, masked unless `whole_phones`."""
    match hand_in.kind:
        case HandIn.Kind.BEIJING:
            return workbook_of(_five_columns(rows))
        case HandIn.Kind.FREE:
            return workbook_of([_own_choice(hand_in, rows)])
        case _:
            return workbook_of(_order_67(hand_in, rows, people, whole_phones=whole_phones))


# --- Order 67


def _order_67(hand_in: HandIn, rows: Sequence[ListRow], people: PeopleOfPeriod, *, whole_phones: bool) -> list[Sheet]:
    """A sheet for each part of a record: arts. 5, 7, 8, 9, 10."""
    return [
        _basic(people, whole_phones=whole_phones),
        _service(hand_in, rows),
        Sheet(
            _("Trainings (art. 8)"),
            [
                (_("Volunteer number"), 14),
                (_("Name"), 12),
                (_("Name of the training"), 24),
                (_("Main content"), 36),
                (_("Hours of learning"), 10),
                (_("Host"), 24),
                (_("Day"), 12),
            ],
            [
                [*_who(one.volunteer), one.name, one.content, half_hours(one.minutes), one.host, one.day]
                for one in people.trainings
            ],
        ),
        Sheet(
            _("Awards (art. 9)"),
            [
                (_("Volunteer number"), 14),
                (_("Name"), 12),
                (_("Award"), 24),
                (_("Day"), 12),
                (_("Given by"), 24),
            ],
            [[*_who(one.volunteer), one.name, one.day, one.given_by] for one in people.awards],
        ),
        _evaluations(rows),
    ]


def _basic(people: PeopleOfPeriod, *, whole_phones: bool) -> Sheet:
    """Art. 5 as far as the portal knows it: sex, birthday and the number of a document are not asked."""
    return Sheet(
        _("Volunteers (art. 5)"),
        [
            (_("Volunteer number"), 14),
            (_("National volunteer number"), 22),
            (_("Name"), 12),
            (_("Sex"), 6),
            (_("Year of birth"), 10),
            (_("Identity card"), 12),
            (_("Area"), 16),
            (_("Phone"), 16),
            (_("Skills"), 28),
            (_("Kinds of service"), 28),
        ],
        [
            [
                one.number_label,
                one.national_number,
                one.person.name,
                "",
                one.person.birth_year or "",
                "",
                one.grid.name if one.grid else "",
                one.person.phone.removeprefix("+86") if whole_phones else one.person.masked_phone,
                _named([str(Skill(skill).label) for skill in one.skills]),
                _named([str(ServiceKind(kind).label) for kind in one.kinds]),
            ]
            for one in people.volunteers
        ],
    )


def _service(hand_in: HandIn, rows: Sequence[ListRow]) -> Sheet:
    columns = [column for column in HandIn.Column if column != HandIn.Column.EVALUATION]
    return _sheet_of(_("Service (art. 7)"), hand_in, columns, rows)


def _evaluations(rows: Sequence[ListRow]) -> Sheet:
    columns: list[Column] = [
        (_("Volunteer number"), 14),
        (_("Name"), 12),
        (_("Name of the activity"), 24),
        (_("Day of the service"), 12),
        (_("Evaluation"), 40),
        (_("Day of the evaluation"), 12),
    ]
    said = [row.record for row in rows if row.record.evaluated_as]  # type: ignore[attr-defined]
    return Sheet(
        _("Evaluations (art. 10)"),
        columns,
        [
            [*_who(one.volunteer), one.activity_name, one.day, one.evaluated_as, one.evaluated_on]  # type: ignore[attr-defined]
            for one in said
        ],
    )


def _who(volunteer: Volunteer) -> list[object]:
    return [volunteer.number_label, volunteer.person.name]


def _named(words: Sequence[str]) -> str:
    return pgettext("between names", ", ").join(words)


# --- Five columns


def _five_columns(rows: Sequence[ListRow]) -> list[Sheet]:
    """A sheet for each activity and day: the platform is told both apart from the rows.

    The remark ends with the number of the row, by which the answer of the platform is found again.
    """
    by_sheet = groupby(rows, key=lambda row: (row.record.day, row.record.activity_name))
    return [
        Sheet(
            f"{day:%Y-%m-%d} {activity}",
            FIVE_COLUMNS,
            [
                [
                    row.record.volunteer.person.name,
                    "",
                    # The platform takes no empty one; what was entered by hand has none.
                    row.record.role or row.record.activity_name,
                    half_hours(row.minutes),
                    f"{day:%Y-%m-%d} {row.record.volunteer.number_label} #{row.number}",
                ]
                for row in group
            ],
        )
        for (day, activity), group in by_sheet
    ]


# --- Columns of one's own choice

Cell = HandIn.Column
CELLS: dict[HandIn.Column, tuple[int, Callable[[ServiceRecord], object]]] = {
    Cell.NAME: (12, lambda record: record.volunteer.person.name),
    Cell.NUMBER: (14, lambda record: record.volunteer.number_label),
    Cell.NATIONAL_NUMBER: (22, lambda record: record.volunteer.national_number),
    Cell.ACTIVITY: (24, lambda record: record.activity_name),
    Cell.SERVICE: (14, lambda record: record.get_service_display()),
    Cell.ROLE: (14, lambda record: record.role),
    Cell.DAY: (12, lambda record: record.day),
    Cell.PLACE: (20, lambda record: record.place),
    Cell.CONTENT: (40, lambda record: record.content),
    Cell.HOURS: (8, lambda record: half_hours(record.minutes)),
    Cell.MINUTES: (8, lambda record: record.minutes),
    Cell.SOURCE: (12, lambda record: record.get_source_display()),
    Cell.UNIT: (22, lambda record: record.organising_unit),
    Cell.PERSON_IN_CHARGE: (12, lambda record: record.person_in_charge),
    Cell.CONFIRMED_BY: (
        12,
        lambda record: record.decided_by and name_in_charge(record.decided_by, record.organising_unit),
    ),
    Cell.EVALUATION: (30, lambda record: record.evaluated_as or ""),  # type: ignore[attr-defined]
}


def _own_choice(hand_in: HandIn, rows: Sequence[ListRow]) -> Sheet:
    columns = [HandIn.Column(column) for column in hand_in.columns]
    return _sheet_of(_("Service records"), hand_in, columns, rows)


def _sheet_of(title: str, hand_in: HandIn, columns: Sequence[HandIn.Column], rows: Sequence[ListRow]) -> Sheet:
    return Sheet(
        title,
        [(_("No."), 6), *((str(column.label), CELLS[column][0]) for column in columns)],
        [[row.number, *(CELLS[column][1](row.record) for column in columns)] for row in rows],
        above=[[hand_in.team.name, f"{hand_in.first_day} – {hand_in.last_day}"]],
    )
