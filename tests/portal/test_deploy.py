"""What stands in front of Django agrees with it about how much may be sent."""

import re

from django.conf import settings

CONF = (settings.BASE_DIR / "deploy" / "nginx.conf").read_text()
MB = 1024 * 1024


def test_nginx_takes_forms_as_large_as_django_reads_and_lets_pictures_through_to_admin_only():
    everywhere, in_admin = re.search(r"(?s)^(.*)location /admin/ \{(.*?)\}", CONF).groups()
    limits = [int(size) * MB for size in re.findall(r"client_max_body_size (\d+)m;", CONF)]
    assert limits == [settings.DATA_UPLOAD_MAX_MEMORY_SIZE, 64 * MB]
    assert "client_max_body_size" in everywhere
    assert "client_max_body_size 64m;" in in_admin
    assert limits[1] > settings.MAX_IMAGE_BYTES + settings.DATA_UPLOAD_MAX_MEMORY_SIZE
