"""Filters of pages that show minutes of service, and who answers for them."""

from django import template

from accounts.selectors.people import guardians_in_words
from common.time import formatting
from volunteers.selectors.records import name_in_charge
from volunteers.selectors.stars import star_level

register = template.Library()
register.filter("minutes", formatting.hours_and_minutes)
register.filter("stars", star_level)
register.filter("name_in_charge", name_in_charge)
register.filter("guardians_in_words", guardians_in_words)
