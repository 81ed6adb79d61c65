"""Filters of the office, for what the layout of django-unfold leaves out."""

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

MAIN = '<div id="main"'


@register.filter
def with_main_landmark(page: SafeString) -> SafeString:
    """The layout, its right column marked as what the page is about: screen readers jump there."""
    return mark_safe(page.replace(MAIN, f'{MAIN} role="main"', 1))
