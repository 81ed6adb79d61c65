"""How forms are drawn: templates/forms/, for every form that a template prints with `{{ form }}`."""

from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _


class Renderer(TemplatesSetting):
    """The renderer of all forms (FORM_RENDERER), with the templates of templates/forms/."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"


# Django's own words for these say “this field”; ours, translated in locale/, say what to do.
PLAIN_WORDS = (_("This field is required."), _("Enter a whole number."), _("Enter a valid email address."))
