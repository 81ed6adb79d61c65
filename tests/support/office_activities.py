"""The activities of the office, as a browser reaches them."""

from tests.support.office_events import moment
from volunteers.models import Activity, Shift

LIST = "/admin/volunteers/activity/"


def at_page(activity: Activity, page: str = "") -> str:
    return f"{LIST}{activity.pk}/{page}"


def form_of(activity: Activity, *shifts: Shift, new: tuple[dict, ...] = (), **changes: object) -> dict[str, object]:
    """What the browser posts when only `changes` are typed; `shifts`: those of the form, `new`: rows added to it."""
    typed: dict[str, object] = {
        "title": activity.title,
        "team": activity.team_id,
        "service": activity.service,
        "kind": activity.kind,
        "content": activity.content,
        "starts_at": moment(activity.starts_at),
        "ends_at": moment(activity.ends_at),
        "space": activity.space_id or "",
        "event": activity.event_id or "",
        "building": activity.building_id or "",
        "place": activity.place,
        "meeting_point": activity.meeting_point,
        "bring": activity.bring,
        "risks": activity.risks,
        "withdraw_hours": activity.withdraw_hours,
        "lead": activity.lead_id,
        "organiser": activity.organiser_id,
        "seen": activity.changed_at.isoformat() if activity.pk else "",
        "shifts-TOTAL_FORMS": len(shifts) + len(new),
        "shifts-INITIAL_FORMS": len(shifts),
    }
    rows = [_row(shift) for shift in shifts] + [
        {"role": "引导", "capacity": 2, "break_minutes": 0, **row} for row in new
    ]
    for number, row in enumerate(rows):
        typed |= {f"shifts-{number}-{name}": value for name, value in row.items()}
        typed[f"shifts-{number}-activity"] = activity.pk or ""
    return {**typed, **changes}


def _row(shift: Shift) -> dict[str, object]:
    return {
        "id": shift.pk,
        "role": shift.role,
        "capacity": shift.capacity,
        "starts_at": moment(shift.starts_at),
        "ends_at": moment(shift.ends_at),
        "break_minutes": shift.break_minutes,
        "min_age": shift.min_age or "",
        "skills": shift.skills,
    }
