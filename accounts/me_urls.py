"""Under /me/: the pages about the person alone; the overview, which joins apps, is portal/me.py."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from accounts.views import own


class WardKind(StringConverter):
    regex = "child|elder"


register_converter(WardKind, "ward_kind")

urlpatterns = [
    path("notices/", own.notices, name="me_notices"),
    path("notices/read/", own.read_all_notices, name="me_notices_read"),
    path("notices/<int:pk>/read/", own.read_notice, name="me_notice_read"),
    path("data/", own.data, name="me_data"),
    path("family/", own.wards, name="me_wards"),
    path("family/new/<ward_kind:kind>/", own.new_ward, name="me_ward_new"),
    path("family/<int:pk>/end/", own.end_ward, name="me_ward_end"),
    path("consent/", own.consent, name="me_consent"),
    path("consent/withdraw/", own.withdraw, name="me_consent_withdraw"),
]
