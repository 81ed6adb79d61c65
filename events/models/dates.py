"""What makes an event one date of a series."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class DateOfSeries(models.Model):
    """The series that an event is one date of, the day that its rule gave, and what the date says otherwise."""

    series = models.ForeignKey(
        "events.EventSeries",
        verbose_name=_("series of events"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="events",
    )
    series_day = models.DateField(_("day by the rule"), null=True, blank=True, editable=False)
    # The names of fields that were changed on this date alone; a change of the series leaves them as they are.
    own_fields = ArrayField(
        models.CharField(max_length=32),
        verbose_name=_("otherwise than the series"),
        default=list,
        blank=True,
        editable=False,
    )

    class Meta:
        abstract = True


DATE_OF_SERIES_CONSTRAINTS = [
    models.UniqueConstraint(
        fields=["series", "series_day"],
        name="event_once_a_day_of_series",
        violation_error_message=_("The series has a date on this day already."),
    ),
    models.CheckConstraint(
        condition=Q(series=None, series_day=None, own_fields=[]) | Q(series__isnull=False, series_day__isnull=False),
        name="event_of_series_has_its_day",
        violation_error_message=_("A date of a series keeps the day that the rule gave it."),
    ),
]
