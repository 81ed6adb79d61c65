"""Filters of pages that show minutes of service."""

from django import template

from common.time import formatting
from volunteers.selectors.stars import star_level

register = template.Library()
register.filter("minutes", formatting.hours_and_minutes)
register.filter("stars", star_level)
