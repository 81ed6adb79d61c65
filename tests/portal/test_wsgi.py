"""The web server starts: it loads the application in a process that has loaded nothing before."""

import os
import subprocess
import sys

from django.conf import settings

# Not to be asked for anything; only its name is needed.
NOWHERE = "postgresql://nobody@127.0.0.1:1/nowhere"
SHOWN = "from portal.wsgi import application; print(application.request_class.__name__)"


def test_the_application_loads_in_a_fresh_process():
    loaded = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", SHOWN],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": NOWHERE, "DJANGO_SETTINGS_MODULE": "portal.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert loaded.returncode == 0, loaded.stderr
    assert loaded.stdout.split() == ["PortalRequest"]
