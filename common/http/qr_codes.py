"""A QR code as a picture of its own address: the policy of the pages allows none inside the page's text."""

import io

import segno
from django.http import HttpResponse


def qr_code_response(text: str) -> HttpResponse:
    """The QR code of `text` as an SVG, with so much spare that a poster may be torn or stained."""
    drawn = io.BytesIO()
    segno.make(text, error="q").save(drawn, kind="svg", scale=10, border=2, light="#fff")
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")
