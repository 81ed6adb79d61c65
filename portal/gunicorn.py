"""The settings of gunicorn: `gunicorn -c portal/gunicorn.py portal.wsgi`."""

import gc
import os
from typing import Any

from gunicorn.glogging import Logger

from common.logs import PrivateFormatter
from portal.environment import number
from portal.ops.processes import end_with_parent

bind = f"{os.environ.get('BIND', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "portal.ops.web_worker.LaneWorker"
# A process uses one core; its threads answer other requests while one waits for the database. This number reads, and
# as many others write.
workers = number("WEB_CONCURRENCY", max(2, min(8, os.cpu_count() or 2)))
threads = number("WEB_THREADS", 4)
timeout = 60
graceful_timeout = 10
keepalive = 5
# A slow disk must not delay the heartbeat file of a worker.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108
# The application is loaded once, so workers start faster and share its memory.
preload_app = True
control_socket_disable = True
# No access log, for privacy: it would hold IP addresses and the pages that people read.
loglevel = os.environ.get("WEB_LOG_LEVEL", "warning")
accesslog = None


class PrivateLogger(Logger):
    """Leaves out the texts of exceptions, as all other logs do."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(PrivateFormatter(self.error_fmt, self.datefmt))


logger_class = PrivateLogger


def when_ready(server: Any) -> None:
    """All objects loaded so far live as long as the server, so the garbage collector need not check them."""
    gc.collect()
    gc.freeze()


def post_fork(server: Any, worker: Any) -> None:
    """A worker without its master would keep the port and serve nobody."""
    end_with_parent(worker.ppid)
