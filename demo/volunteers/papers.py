"""Papers of the demo's team: records by hand that wait, corrections, trainings, awards, certificates, thanks."""

import datetime as dt
import random

from django.utils import timezone

from accounts.models import Person
from common.time import clock
from demo.logins import ELDER, RESIDENT, VOLUNTEER
from demo.people import People
from demo.places import PHONE
from demo.volunteers.service import records_by_volunteer
from demo.volunteers.teams import DemoTeams
from volunteers.models import (
    Activity,
    Award,
    Certificate,
    CertificateRecord,
    CorrectionRequest,
    ServiceKind,
    ServiceRecord,
    ThankYouNote,
    Training,
    Volunteer,
)

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)

TRAININGS = [
    ("急救与 AED 培训", "心肺复苏、止血包扎、AED 的取用", 120, "科技城红十字会", 200, 14),
    ("邻里调解怎么说", "先听后说、就事说事、写清约定", 90, "彭山社区调解室", 130, 8),
    ("新志愿者第一课", "怎么报名和签到、保护邻居的隐私、注意安全", 60, "彭友来帮忙", 60, 18),
]
AWARDS = [
    ("年度热心志愿者", "彭山社区党总支", 250, 6),
    ("绿色清运之路贡献奖", "科技城城市管理办公室", 140, 5),
]
# Words of thanks, whether everybody may read them, and of which kind of service.
THANKS = [
    (ServiceKind.CARE, "窗户擦得亮堂堂，还陪我说了一下午话，谢谢你们。", True),
    (ServiceKind.CARE, "理发师傅手真轻，老伴好久没这么精神了。", True),
    (ServiceKind.ENVIRONMENT, "清运车不从我家窗下过了，孩子能睡到七点。", True),
    (ServiceKind.MEDIATION, "话说开了，楼上现在见面还打招呼。", False),
    (ServiceKind.LEARNING, "学会和外孙女视频了，谢谢小老师。", True),
    (ServiceKind.CULTURE, "露天电影真好看，散场还有人给照着路。", False),
]
BY_HAND = [
    ("帮邻居搬家", "搬书和花盆，三楼到一楼", 120, "邻居微信群里的照片"),
    ("给孤老送餐", "连送三天午饭", 90, "老年食堂登记本"),
    ("看护施工围挡", "上学时间在路口引导孩子绕行", 60, "物业值班员在场"),
]
NOT_RIGHT = "那天我下午也在，帮着收了工具，少算了一个小时。"
CORRECTED = "名单上记错了人，那天是替邻居来的，时间少算半小时。"
CONTENT_OF_PATROL = "平安晨巡"


class PaperLoader:
    """Writes what follows from the records."""

    def __init__(
        self,
        teams: DemoTeams,
        volunteers: list[Volunteer],
        records: list[ServiceRecord],
        people: People,
        *,
        rng: random.Random,
        today: dt.date,
    ) -> None:
        self.teams, self.volunteers, self.people = teams, volunteers, people
        self.rng, self.today = rng, today
        self.midnight = clock.day_start(today)
        self.by_person = {volunteer.person_id: volunteer for volunteer in volunteers}
        self.volunteer = self.by_person[people.by_login[VOLUNTEER.key].pk]
        self.records = records
        self.of = records_by_volunteer(records)
        self.lead = teams.lead(teams.top)

    def load(self) -> str:
        self._wait_for_confirmation()
        corrected = self._corrections()
        self._trainings_and_awards()
        certificates = self._certificates(corrected)
        return f"{certificates} certificates, {self._thanks()} thank-you notes"

    # --- Records by hand, and corrections

    def _wait_for_confirmation(self) -> None:
        """What leads have entered by hand in the last days waits for somebody else."""
        others = [one for one in self.volunteers if one.person_id != self.lead.person_id]
        for number, (name, content, minutes, evidence) in enumerate(BY_HAND):
            day = self.today - (3 + number) * DAY
            ServiceRecord.objects.create(
                volunteer=self.volunteer if number == 0 else self.rng.choice(others),
                activity_name=name,
                service=ServiceKind.CARE,
                day=day,
                place="海棠苑",
                content=content,
                minutes=minutes,
                organising_unit=self.teams.top.unit.name,
                person_in_charge=self.lead.get_full_name(),
                source=ServiceRecord.Source.HAND,
                evidence=evidence,
                entered_by=self.lead,
                entered_at=clock.day_start(day) + 20 * HOUR,
            )

    def _corrections(self) -> ServiceRecord:
        """One request is open, one was followed. Returns the record that was corrected."""
        newest = max(
            (one for one in self.of[self.volunteer.pk] if one.activity_name == CONTENT_OF_PATROL),
            key=lambda one: one.day,
        )
        CorrectionRequest.objects.create(
            volunteer=self.volunteer,
            record=newest,
            words=NOT_RIGHT,
            minutes=newest.minutes + 60,
            by=self.volunteer.by,
            created_at=self.midnight - 2 * DAY + 19 * HOUR,
        )
        old = next(
            one
            for one in self.records
            if one.activity_id and one.volunteer_id != self.volunteer.pk and one.decided_by != self.people.office
        )
        asked = self.midnight - 40 * DAY + 10 * HOUR
        copied = (
            "activity_name",
            "service",
            "role",
            "day",
            "place",
            "content",
            "organising_unit",
            "person_in_charge",
        )
        correction = ServiceRecord.objects.create(
            **{name: getattr(old, name) for name in copied},
            volunteer=old.volunteer,
            activity=old.activity,
            assignment=old.assignment,
            minutes=old.minutes - 30,
            source=ServiceRecord.Source.HAND,
            evidence="签到表和本人说明",
            entered_by=self.lead,
            entered_at=asked + DAY,
            state=ServiceRecord.State.CONFIRMED,
            decided_by=self.people.office,
            decided_at=asked + DAY,
            corrects=old,
            correction_reason=CORRECTED,
        )
        CorrectionRequest.objects.create(
            volunteer=old.volunteer,
            record=old,
            words=CORRECTED,
            minutes=old.minutes - 30,
            by=old.volunteer.by,
            created_at=asked,
            state=CorrectionRequest.State.ACCEPTED,
            answer="查了签到，按您说的改了。",
            answered_by=self.people.office,
            answered_at=asked + DAY,
            entered=correction,
        )
        return old

    # --- Trainings, awards, certificates, thanks

    def _trainings_and_awards(self) -> None:
        for name, content, minutes, host, days, came in TRAININGS:
            day = self.today - days * DAY
            Training.objects.bulk_create(
                Training(
                    volunteer=volunteer,
                    name=name,
                    content=content,
                    minutes=minutes,
                    host=host,
                    day=day,
                    entered_by=self.lead,
                    entered_at=clock.day_start(day) + 2 * DAY,
                )
                for volunteer in self._some(came)
            )
        for name, given_by, days, count in AWARDS:
            day = self.today - days * DAY
            Award.objects.bulk_create(
                Award(
                    volunteer=volunteer,
                    name=name,
                    day=day,
                    given_by=given_by,
                    entered_by=self.people.office,
                    entered_at=clock.day_start(day) + 2 * DAY,
                )
                for volunteer in self._some(count)
            )

    def _some(self, count: int) -> list[Volunteer]:
        """The volunteer of the demo, and others who have served."""
        served = [one for one in self.volunteers if one.pk in self.of and one.pk != self.volunteer.pk]
        return [self.volunteer, *self.rng.sample(served, count - 1)]

    def _certificates(self, corrected: ServiceRecord) -> int:
        """One is the demo volunteer's; one was revoked when a record under it was corrected."""
        many = sorted(self.of, key=lambda pk: (-len(self.of[pk]), pk))
        by_key = {one.pk: one for one in self.volunteers}
        others = [by_key[pk] for pk in many if pk not in (self.volunteer.pk, corrected.volunteer_id)][:3]
        for volunteer, days in ((corrected.volunteer, 60), *((one, 25) for one in others), (self.volunteer, 14)):
            self._issue(volunteer, self.midnight - days * DAY + 10 * HOUR)
        Certificate.objects.filter(volunteer=corrected.volunteer).update(
            voided_at=self.midnight - 39 * DAY + 10 * HOUR,
            voided_by=self.people.office,
            void_reason="其中一条服务记录已更正，请重新出具。",
        )
        return 2 + len(others)

    def _issue(self, volunteer: Volunteer, at: dt.datetime) -> None:
        """A snapshot of what was confirmed by then, of one year."""
        records = [one for one in self.of[volunteer.pk] if one.decided_at and at - 365 * DAY < one.decided_at < at]
        records.sort(key=lambda one: (one.day, one.pk))
        year = timezone.localtime(at).year
        certificate = Certificate.objects.create(
            team=self.teams.top,
            volunteer=volunteer,
            year=year,
            serial=Certificate.objects.filter(team=self.teams.top, year=year).count() + 1,
            code="".join(self.rng.choices("0123456789abcdef", k=32)),
            name=volunteer.person.name,
            first_day=records[0].day,
            last_day=records[-1].day,
            minutes_checked=sum(one.minutes for one in records if not one.is_by_hand),
            minutes_by_hand=sum(one.minutes for one in records if one.is_by_hand),
            content="、".join(dict.fromkeys(str(ServiceKind(one.service).label) for one in records)),
            unit=self.teams.top.unit.name,
            contact=PHONE,
            issuer=self.teams.top.name,
            issued_at=at,
            issued_by=self.people.office,
            lines=[
                {
                    "day": one.day.isoformat(),
                    "activity": one.activity_name,
                    "content": one.content,
                    "minutes": one.minutes,
                    "source": one.source,
                }
                for one in records
            ],
        )
        CertificateRecord.objects.bulk_create(
            CertificateRecord(certificate=certificate, record=record) for record in records
        )

    def _thanks(self) -> int:
        """Neighbours thank for what was done; some of it everybody may read, once somebody has looked at it."""
        writers = [self.people.by_login[ELDER.key], self.people.by_login[RESIDENT.key]]
        others = [one for one in self.people.elders if one not in writers and one.pk not in self.by_person]
        writers += self.rng.sample(others, len(THANKS) - len(writers))
        for writer, (kind, words, public) in zip(writers, THANKS, strict=True):
            done = Activity.objects.taking_place().past().filter(service=kind).exclude(thank_you_notes__person=writer)
            self._thank(writer, self.rng.choice(list(done.order_by("pk"))), words, public=public)
        return len(THANKS)

    def _thank(self, writer: Person, activity: Activity, words: str, *, public: bool) -> None:
        written = activity.ends_at + self.rng.uniform(0.1, 2) * DAY
        ThankYouNote.objects.create(
            activity=activity,
            person=writer,
            words=words,
            may_be_public=public,
            by=self.people.acting.get(writer.pk, self.people.office),
            created_at=written,
            shown_at=written + HOUR if public else None,
        )
