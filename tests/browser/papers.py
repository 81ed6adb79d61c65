"""A certificate and thanks of the user of the browser's place, and the addresses of their pages."""

from accounts.models import User
from tests import factories as make
from volunteers.models import Activity, Certificate

# Pages that anybody may open, for who is signed in, and addresses that are no page of their own.
OPEN_PAPERS = {"volunteers:verify", "volunteers:verified"}
OWN_PAPERS = {
    "volunteers:certificates",
    "volunteers:certificate",
    "volunteers:thanks",
    "volunteers:thanks_received",
    "desk:thanks",
}
OTHER_PAPERS = {
    "volunteers:verification_qr": "a file",
    "volunteers:thanks_private": "POST from the thanks",
    "desk:look_after_thanks": "POST from the list of thanks",
}
# What is on the first screen of a page in care mode.
FIRST_OF_PAPERS = {
    "volunteers:thanks_received": "main .stars",
    "desk:thanks": "main .thanks blockquote",
}
ACTIVITY = "绿色清运之路"


def furnish_papers(user: User) -> None:
    """The user, who serves in a team and leads it, has a certificate with each service, and reads thanks."""
    volunteer = user.person.volunteers.get()
    activity = make.ActivityFactory(team=volunteer.team, past=True, title=ACTIVITY)
    record = make.ServiceRecordFactory(volunteer=volunteer, activity=activity)
    line = {"day": record.day.isoformat(), "activity": ACTIVITY, "content": "给垃圾清运车画路线"}
    make.CertificateFactory(
        volunteer=volunteer,
        content="绿色清运之路，1 次：给垃圾清运车画路线",
        extra={"number": volunteer.number_label, "records": "1 条，见附页"},
        lines=[{**line, "minutes": record.minutes, "source": record.source}],
    )
    make.ThankYouNoteFactory(activity=activity, may_be_public=True)
    make.ThankYouNoteFactory(activity=activity, words="路线牌立得真清楚。")
    # Of an activity that the user did not serve at, but was helped by.
    make.ActivityFactory(team=volunteer.team, past=True, title="送餐上门")


def arguments_of_papers() -> dict[str, list[object]]:
    """What the addresses of these pages need beside their name."""
    certificate = Certificate.objects.get()
    return {
        "volunteers:verified": [certificate.code],
        "volunteers:certificate": [certificate.pk],
        "volunteers:thanks": [Activity.objects.get(title="送餐上门").pk],
    }
