"""How gunicorn serves the portal: `gunicorn -c portal/gunicorn.py portal.wsgi`."""

import gc
import os
from typing import Any

bind = f"{os.environ.get('BIND', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
# Python answers on one core a process; the threads overlap the waiting for the database.
workers = int(os.environ.get("WEB_CONCURRENCY") or max(2, min(8, os.cpu_count() or 2)))
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 60
graceful_timeout = 10
keepalive = 5
# The heartbeat file of a worker must not wait for a slow disk.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108
# Loaded once and shared: the workers start at once and share its memory.
preload_app = True
control_socket_disable = True
# Warnings only, and no access log: addresses of pages and of people are nobody's business here.
loglevel = os.environ.get("WEB_LOG_LEVEL", "warning")
accesslog = None


def when_ready(server: Any) -> None:
    """What is loaded by now lives as long as the server: the collector need not visit it again and again."""
    gc.collect()
    gc.freeze()
