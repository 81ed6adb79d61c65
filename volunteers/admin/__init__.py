"""The volunteer team as the office keeps it: one module a subject."""

from volunteers.admin.corrections import CorrectionRequestAdmin
from volunteers.admin.merits import AwardAdmin, TrainingAdmin
from volunteers.admin.records import EvaluationAdmin, ServiceRecordAdmin

__all__ = [
    "AwardAdmin",
    "CorrectionRequestAdmin",
    "EvaluationAdmin",
    "ServiceRecordAdmin",
    "TrainingAdmin",
]
