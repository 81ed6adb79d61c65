"""Under /me/: the pages about the person alone; the overview, which joins apps, is portal/me.py."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from accounts.views.me import (
    consent,
    data,
    end_ward,
    new_ward,
    notices,
    read_all_notices,
    read_notice,
    wards,
    withdraw,
)


class WardKind(StringConverter):
    regex = "child|elder"


register_converter(WardKind, "ward_kind")

urlpatterns = [
    path("notices/", notices, name="me_notices"),
    path("notices/read/", read_all_notices, name="me_notices_read"),
    path("notices/<int:pk>/read/", read_notice, name="me_notice_read"),
    path("data/", data, name="me_data"),
    path("family/", wards, name="me_wards"),
    path("family/new/<ward_kind:kind>/", new_ward, name="me_ward_new"),
    path("family/<int:pk>/end/", end_ward, name="me_ward_end"),
    path("consent/", consent, name="me_consent"),
    path("consent/withdraw/", withdraw, name="me_consent_withdraw"),
]
