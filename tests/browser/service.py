"""The pages of the volunteer team in the browser's place: what is public, the own service, records at the desk."""

import datetime as dt

from accounts.models import User
from common.time import clock
from tests import factories as make
from volunteers.models import (
    Activity,
    Assignment,
    CorrectionRequest,
    ServiceRecord,
    Shift,
    Team,
    Volunteer,
)

# Pages that anybody may open, for who is signed in, and addresses that are no page of their own.
OPEN_SERVICE = {f"volunteers:{page}" for page in ("list", "team", "results", "activity", "shifts", "shift", "answer")}
OWN_SERVICE = {
    *(f"volunteers:{page}" for page in ("assignment", "withdraw", "mine", "ask_for_missing", "ask_for_correction")),
    *(f"desk:{page}" for page in ("records", "enter_record", "record", "refuse_record", "correct_record")),
    *(
        f"desk:{page}"
        for page in ("evaluate_record", "evaluate_activity", "correction", "refuse_correction", "result")
    ),
}
OTHER_SERVICE = {
    "me_calendar_ics": "a file",
    "volunteers:ics": "a file",
    "volunteers:find_substitute": "POST from the shift",
    "volunteers:keep_place": "POST from the shift",
    "volunteers:undo_withdrawal": "POST from the shift",
    "desk:confirm_record": "POST from the record",
}
COMING, DONE = "院子里的花一起养", "楼道清清爽爽日"


def furnish_service(user: User, team: Team) -> None:
    """The user, who leads the team and serves in it: a shift to come, what was done, and what waits."""
    own = Volunteer.objects.get(person=user.person)
    other = make.VolunteerFactory(team=team, person__name="钱阿姨")
    # In the morning: late in the evening the words for two days are longer.
    morning = clock.day_start(clock.today()) + dt.timedelta(days=3, hours=9)
    shift = make.ShiftFactory(
        activity__team=team, activity__title=COMING, activity__lead=user, activity__starts_at=morning
    )
    make.AssignmentFactory(shift=shift, volunteer=own, by=user)
    done = make.ActivityFactory(
        team=team,
        title=DONE,
        lead=make.UserFactory(),
        past=True,
        result="四幢楼清出三车旧物，消防通道全部打通。",
        result_published_at=clock.now() - dt.timedelta(days=1),
    )
    make.ShiftFactory(activity=done)
    make.ThankYouNoteFactory(activity=done, may_be_public=True, shown_at=clock.now())
    record = make.ServiceRecordFactory(volunteer=own, activity_name=DONE)
    make.VolunteerCardFactory(volunteer=other)
    make.TrainingFactory(volunteer=own)
    make.AwardFactory(volunteer=own)
    make.EvaluationFactory(record=record)
    make.ServiceRecordFactory(volunteer=other, by_hand=True, waiting=True, activity_name="送餐")
    make.ServiceRecordFactory(volunteer=other, activity=done, activity_name="踏勘")
    make.CorrectionRequestFactory(record__volunteer=other, record__activity_name="巡查")


def arguments_of_service() -> dict[str, list[object]]:
    """What the addresses of these pages need beside their name."""
    coming = Shift.objects.get(activity__title=COMING)
    assignment = Assignment.objects.get(shift=coming)
    waiting, confirmed = (ServiceRecord.objects.get(activity_name=name) for name in ("送餐", "踏勘"))
    request = CorrectionRequest.objects.get()
    done = Activity.objects.get(title=DONE)
    return {
        "volunteers:team": [coming.activity.team_id],
        "volunteers:results": [coming.activity.team_id],
        "volunteers:activity": [coming.activity_id],
        "volunteers:shift": [coming.pk],
        "volunteers:answer": [assignment.answer_code],
        "volunteers:assignment": [assignment.pk],
        "volunteers:withdraw": [assignment.pk],
        "volunteers:ask_for_correction": [ServiceRecord.objects.get(activity_name=DONE).pk],
        "desk:record": [waiting.pk],
        "desk:refuse_record": [waiting.pk],
        "desk:correct_record": [confirmed.pk],
        "desk:evaluate_record": [confirmed.pk],
        "desk:evaluate_activity": [done.pk],
        "desk:result": [done.pk],
        "desk:correction": [request.pk],
        "desk:refuse_correction": [request.pk],
    }


def crowd_of_volunteers(user: User, many: int) -> None:
    """Many rows of everything that stands in a list of these pages."""
    own = Volunteer.objects.get(person=user.person)
    team, other = own.team, Volunteer.objects.get(person__name="钱阿姨")
    day, soon = dt.timedelta(days=1), clock.now() + dt.timedelta(days=4)
    for number in range(many):
        make.SubTeamFactory(parent=team)
        coming = make.ShiftFactory(activity__team=team, activity__starts_at=soon + number * day)
        make.ShiftFactory(activity=coming.activity)
        mine = make.ShiftFactory(activity__team=team, activity__starts_at=soon + number * day + day / 2)
        make.AssignmentFactory(shift=mine, volunteer=own, by=user)
        done = make.ActivityFactory(
            team=team,
            lead=user,
            starts_at=soon - (10 + number) * day,
            result="办成了。",
            result_published_at=clock.now() - day,
        )
        make.AssignmentFactory(shift=make.ShiftFactory(activity=done), served=True, volunteer=own)
        make.ThankYouNoteFactory(activity=done, may_be_public=True)
        make.VolunteerCardFactory(volunteer=make.VolunteerFactory(team=team))
        make.ServiceRecordFactory(volunteer=own, day=clock.today() - number * day)
        make.ServiceRecordFactory(volunteer=other, by_hand=True, waiting=True, day=clock.today() - number * day)
        make.CorrectionRequestFactory(record__volunteer=other, record__day=clock.today() - (10 + number) * day)
        make.CertificateFactory(volunteer=own)
        make.TrainingFactory(volunteer=own)
        make.AwardFactory(volunteer=own)
