import os

from portal.ops.embedded_postgres import ensure_database

os.environ["PORTAL_PROCESS"] = "web"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
ensure_database()

from django.core.wsgi import get_wsgi_application  # noqa: E402

from common.http.requests import PortalRequest  # noqa: E402

application = get_wsgi_application()
application.request_class = PortalRequest
