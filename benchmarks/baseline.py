"""The baseline of the benchmarks: a minimal Django application with one indexed query, 20 rows and one small
template.

It has Django's default middleware and context processors, and the portal's database, pool and gunicorn settings.
"""

import os
from typing import ClassVar

import dj_database_url
import django
from django.conf import settings

database = dj_database_url.parse(os.environ["DATABASE_URL"])
database.setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}
settings.configure(
    SECRET_KEY="baseline",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    DATABASES={"default": database},
    INSTALLED_APPS=[
        "django.contrib.admin",
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "django.contrib.staticfiles",
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ],
                "loaders": [
                    (
                        "django.template.loaders.locmem.Loader",
                        {
                            "baseline.html": "<!doctype html><title>Events</title><ul>{% for event in events %}"
                            '<li><a href="/{{ event.pk }}/">{{ event.title }}</a> {{ event.starts_at }} '
                            "{{ event.place }}</li>{% endfor %}</ul>"
                        },
                    )
                ],
            },
        }
    ],
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import models  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.urls import path  # noqa: E402
from django.utils import timezone  # noqa: E402


class Event(models.Model):
    title = models.CharField(max_length=60)
    place = models.CharField(max_length=80)
    starts_at = models.DateTimeField()
    status = models.CharField(max_length=10)

    objects: ClassVar[models.Manager["Event"]] = models.Manager()

    class Meta:
        app_label = "baseline"
        managed = False
        db_table = "events_event"

    def __str__(self) -> str:
        return self.title


def page(request: HttpRequest) -> HttpResponse:
    now = timezone.now()  # noqa: TID251
    events = Event.objects.exclude(status="draft").filter(starts_at__gte=now).order_by("starts_at", "id")[:20]
    return render(request, "baseline.html", {"events": events})


urlpatterns = [path("", page)]
application = get_wsgi_application()
