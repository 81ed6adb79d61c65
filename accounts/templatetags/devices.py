"""What a browser says of itself, in words that its owner recognises."""

from django import template
from django.utils.translation import gettext as _

register = template.Library()

SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)
BROWSERS = (
    ("MicroMessenger", "WeChat"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)


@register.filter
def device(user_agent: str) -> str:
    """A device as “iPhone · WeChat”, from a browser's header, which may say anything: only known words are shown."""
    found = [next((name for sign, name in signs if sign in user_agent), "") for signs in (SYSTEMS, BROWSERS)]
    names = [_("WeChat") if name == "WeChat" else name for name in found if name]
    return " · ".join(names) or _("another device")
