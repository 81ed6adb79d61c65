from volunteers.models.activities import Activity
from volunteers.models.assignments import Assignment
from volunteers.models.cards import VolunteerCard
from volunteers.models.certificates import Certificate, CertificateRecord, HandIn, HandInRow
from volunteers.models.choices import ServiceKind, Skill, Slot
from volunteers.models.corrections import CorrectionRequest
from volunteers.models.merits import Award, ThankYouNote, Training
from volunteers.models.records import Evaluation, ServiceRecord
from volunteers.models.results import ActivityPhoto
from volunteers.models.shifts import Shift
from volunteers.models.teams import Team, TeamAppointment
from volunteers.models.volunteers import MembershipAnswer, TeamMembership, Volunteer

__all__ = [
    "Activity",
    "ActivityPhoto",
    "Assignment",
    "Award",
    "Certificate",
    "CertificateRecord",
    "CorrectionRequest",
    "Evaluation",
    "HandIn",
    "HandInRow",
    "MembershipAnswer",
    "ServiceKind",
    "ServiceRecord",
    "Shift",
    "Skill",
    "Slot",
    "Team",
    "TeamAppointment",
    "TeamMembership",
    "ThankYouNote",
    "Training",
    "Volunteer",
    "VolunteerCard",
]
