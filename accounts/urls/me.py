"""Pages under /me/ about the person alone. portal/views/me.py has the overview, which joins several apps."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from accounts.views import me


class WardKind(StringConverter):
    """The part of an address that says which kind of ward is added: child or elder."""

    regex = "child|elder"


register_converter(WardKind, "ward_kind")

urlpatterns = [
    path("notices/", me.notices, name="me_notices"),
    path("notices/read/", me.read_all_notices, name="me_notices_read"),
    path("notices/<int:pk>/read/", me.read_notice, name="me_notice_read"),
    path("data/", me.data, name="me_data"),
    path("family/", me.wards, name="me_wards"),
    path("family/new/<ward_kind:kind>/", me.new_ward, name="me_ward_new"),
    path("family/<int:pk>/end/", me.end_ward, name="me_ward_end"),
    path("consent/", me.consent, name="me_consent"),
    path("consent/withdraw/", me.withdraw, name="me_consent_withdraw"),
]
