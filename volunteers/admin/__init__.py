"""The volunteer team as the office keeps it. Every act goes through volunteers/actions/."""

from volunteers.admin.activities import ActivityAdmin
from volunteers.admin.appointments import TeamAppointmentAdmin
from volunteers.admin.certificates import CertificateAdmin
from volunteers.admin.corrections import CorrectionRequestAdmin
from volunteers.admin.handing_in import HandInAdmin
from volunteers.admin.merits import AwardAdmin, TrainingAdmin
from volunteers.admin.records import EvaluationAdmin, ServiceRecordAdmin
from volunteers.admin.teams import TeamAdmin
from volunteers.admin.thanks import ThankYouNoteAdmin
from volunteers.admin.volunteers import VolunteerAdmin

__all__ = [
    "ActivityAdmin",
    "AwardAdmin",
    "CertificateAdmin",
    "CorrectionRequestAdmin",
    "EvaluationAdmin",
    "HandInAdmin",
    "ServiceRecordAdmin",
    "TeamAdmin",
    "TeamAppointmentAdmin",
    "ThankYouNoteAdmin",
    "TrainingAdmin",
    "VolunteerAdmin",
]
