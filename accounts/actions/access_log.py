"""Reading of sensitive data leaves a line that the person concerned can see."""

from collections.abc import Iterable

from accounts.models import AccessLog, Person, User
from accounts.rules.people import require_reason_to_read


def log_reading(people: Iterable[Person | int | None], *, what: str, reason: str, by: User) -> int:
    """Keep that `by` has read sensitive data of these people (or keys of people), one line for each; return how many.

    None stands for nobody: a search that found no one. The one place that writes the access log. Call it with
    everybody whom the page shows, once for each page shown.
    Raises Refused without a reason.
    """
    require_reason_to_read(reason)
    keys = sorted(
        {person.pk if isinstance(person, Person) else person for person in people}, key=lambda key: key or 0
    )
    AccessLog.objects.bulk_create(
        AccessLog(user=by, person_id=key, what=what, reason=reason.strip()[:200]) for key in keys
    )
    return len(keys)
