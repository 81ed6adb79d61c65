"""The application as the web server loads it."""

import subprocess
import sys


def test_the_web_server_loads_the_application_in_a_process_where_nothing_is_set_up():
    loading = subprocess.run(
        [sys.executable, "-c", "import portal.wsgi"], capture_output=True, text=True, check=False
    )
    assert (loading.returncode, loading.stderr) == (0, "")
