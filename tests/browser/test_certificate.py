"""A certificate on paper: one A4 sheet however much stands on it, and its services below each other on the next."""

import datetime as dt
import re

import pytest

from tests import factories as make
from tests.browser.public_pages import session_of
from volunteers.exports.certificates import MOST_NAMED, MOST_OF_A_LINE, MOST_WORDS
from volunteers.models import Certificate

pytestmark = [pytest.mark.browser, pytest.mark.timeout(170)]
SERVICES = 60
SHORT = dict.fromkeys(set(Certificate.Extra.values) - {"records"}, "三星")
LONG = {**SHORT, "trainings": "训" * MOST_OF_A_LINE, "awards": "奖" * MOST_OF_A_LINE, "records": "60 条，见附页"}
USUAL = {"number": "PY-0002", "stars": "三星"}
FEW = "\n".join(["平安晨巡，3 次：沿固定路线巡一圈，看消防通道、看窗台花盆"] * MOST_NAMED)
MANY = "\n".join(["平安晨巡第一小队，12 次：" + "巡" * MOST_WORDS] * (MOST_NAMED + 1))


@pytest.mark.parametrize("care", [False, True])
@pytest.mark.parametrize(
    ("content", "extra", "sheets"), [(FEW, USUAL, 1), (FEW, SHORT, 1), (MANY, LONG, 2)], ids=["usual", "more", "most"]
)
def test_a_certificate_fills_one_sheet_and_sixty_services_another(
    transactional_db, live_server, open_context, care, content, extra, sheets
):
    first = dt.date(2026, 1, 1)
    line = {"activity": "清洁家园：擦亮宣传栏", "content": "擦洗宣传栏和扶手，捡拾绿化带里的垃圾。", "minutes": 90}
    days = [(first + n * dt.timedelta(days=1)).isoformat() for n in range(SERVICES)]
    user = make.ResidentFactory()
    certificate = make.CertificateFactory(
        volunteer=make.VolunteerFactory(person=user.person),
        content=content,
        extra=extra,
        lines=[{**line, "day": day, "source": "hand"} for day in days],
    )
    context = open_context(session=session_of(user), viewport={"width": 794, "height": 1123})
    if care:
        context.add_cookies([{"name": "care", "value": "1-3", "url": live_server.url}])
    page = context.new_page()
    page.goto(f"/volunteers/mine/certificates/{certificate.pk}/")
    paper = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == sheets
