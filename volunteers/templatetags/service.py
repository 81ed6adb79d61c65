"""Filters of pages that show minutes of service."""

from django import template

from common.time import formatting

register = template.Library()
register.filter("minutes", formatting.hours_and_minutes)
