"""What the office fills in about a day of the calendar."""

from grid.admin.forms.base import OneCommunityForm
from stations.admin.forms.plans import PlanAnswerForm


class CalendarDayForm(PlanAnswerForm, OneCommunityForm):
    """A holiday or a make-up working day."""
