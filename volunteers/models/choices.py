"""What volunteers do, can do, and when: the lists that forms, activities and exports share."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ServiceKind(models.TextChoices):
    """A kind of service (Order 67, art. 5: 服务类别)."""

    GOVERNANCE = "governance", _("estate governance")
    ENVIRONMENT = "environment", _("environment")
    MEDIATION = "mediation", _("dispute mediation")
    CARE = "care", _("care for neighbours")
    CULTURE = "culture", _("culture and sport")
    LEARNING = "learning", _("teaching and reading")
    SAFETY = "safety", _("safety patrol")
    EVENTS = "events", _("help at events")


class Skill(models.TextChoices):
    """A skill that a shift may ask for (Order 67, art. 5: 专业技能)."""

    FIRST_AID = "first_aid", _("first aid")
    MEDICAL = "medical", _("medicine and nursing")
    ELECTRIC = "electric", _("electric and water repairs")
    COMPUTER = "computer", _("phones and computers")
    TEACHING = "teaching", _("teaching children")
    LAW = "law", _("law")
    CALLIGRAPHY = "calligraphy", _("calligraphy and painting")
    MUSIC = "music", _("music and dance")
    HAIR = "hair", _("hairdressing")
    PHOTOGRAPHY = "photography", _("photography")
    DIALECT = "dialect", _("local dialect")
    DRIVING = "driving", _("driving")


class Slot(models.TextChoices):
    """A part of the week in which somebody has time."""

    WEEKDAY_MORNING = "weekday_morning", _("weekday mornings")
    WEEKDAY_AFTERNOON = "weekday_afternoon", _("weekday afternoons")
    WEEKDAY_EVENING = "weekday_evening", _("weekday evenings")
    WEEKEND_MORNING = "weekend_morning", _("weekend mornings")
    WEEKEND_AFTERNOON = "weekend_afternoon", _("weekend afternoons")
    WEEKEND_EVENING = "weekend_evening", _("weekend evenings")
