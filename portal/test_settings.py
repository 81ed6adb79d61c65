"""Settings under pytest: the portal as it runs, on a test database, telling nobody outside.

Unless DATABASE_URL names another one, these start a PostgreSQL of the tests' own, since pytest reads them first;
nothing but pytest imports them.
"""

import os

from portal.ops.embedded_postgres import MARK
from tests.support import postgres

if not os.environ.get("DATABASE_URL"):
    os.environ |= {"DATABASE_URL": postgres.start(), MARK: "1"}

from portal.settings import *  # noqa: F403
from portal.settings import DATABASES, INSTALLED_APPS, STORAGES

DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]

# No pool: each thread of a test closes the connection it opened, or the database could not be dropped.
# A deadlock shows after 20 ms instead of a second; only the embedded server's superuser may ask for that.
_session = {"synchronous_commit": "off"} | ({"deadlock_timeout": "20ms"} if os.environ.get(MARK) else {})
DATABASES["default"]["OPTIONS"] |= {
    "pool": False,
    "options": " ".join(f"-c {name}={value}" for name, value in _session.items()),
}

# The way in through WeChat, which is there with its keys only; what it does without them runs apart.
INSTALLED_APPS += [] if (_weixin := "allauth.socialaccount.providers.weixin") in INSTALLED_APPS else [_weixin]

EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# Or each test client would read all collected files anew, where there are some.
WHITENOISE_AUTOREFRESH = True
# A page that was kept would hide what a test has just changed; the tests of that cache turn it on.
PAGE_CACHE_SECONDS = 0
# The other way round: these facts are forgotten between tests, and must not run out in the middle of a slow one,
# or the page that is counted there would cost a query more.
SITE_FACTS_SECONDS = 24 * 60 * 60
# Tasks stay in the database, so that a rollback takes them back; `tests.support.tasks.run_tasks` runs them.
