"""What stands in front of Django agrees with it about how much may be sent."""

import re

from django.conf import settings

CONF = (settings.BASE_DIR / "deploy" / "nginx.conf").read_text()
MB = 1024 * 1024


# Where pictures are uploaded: what stands in the form is larger than any form of text.
PICTURES = ["/admin/", "/me/identity/", "/matters/new/", "/desk/"]


def test_nginx_takes_forms_as_large_as_django_reads_and_lets_pictures_through_where_they_are_uploaded():
    everywhere = CONF[: CONF.index("location ")]
    assert re.findall(r"client_max_body_size (\d+)m;", everywhere) == [
        str(settings.DATA_UPLOAD_MAX_MEMORY_SIZE // MB)
    ]
    limits = {
        place: int(size) * MB
        for place, size in re.findall(r"(?s)location (\S+) \{[^}]*client_max_body_size (\d+)m;", CONF)
    }
    assert limits == dict.fromkeys(PICTURES, 64 * MB)
    assert 64 * MB > settings.MAX_IMAGE_BYTES + settings.DATA_UPLOAD_MAX_MEMORY_SIZE
