"""Signing in and up through WeChat: only where the portal has its keys, and never without name and consent."""

import os
import subprocess
import sys

import pytest
from allauth.core.context import request_context
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from django.conf import settings as django_settings
from django.test import RequestFactory
from django.urls import reverse

from accounts.models import Consent, User

KEYS = {"weixin": {"APPS": [{"client_id": "x", "secret": "y", "key": ""}]}}


def test_wechat_stands_at_the_entrance_only_with_its_keys(client, db, settings):
    door = f'href="{reverse("weixin_login")}"'
    assert door not in client.get("/accounts/login/").content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = KEYS
    assert door in client.get("/accounts/login/").content.decode()


@pytest.mark.parametrize(("keys", "found"), [({}, False), ({"WEIXIN_CLIENT_ID": "x", "WEIXIN_SECRET": "y"}, True)])
def test_without_its_keys_the_addresses_of_wechat_are_not_there(keys, found):
    script = (
        "import django; django.setup()\n"
        "from django.urls import Resolver404, resolve\n"
        "for path in ['/accounts/weixin/login/', '/accounts/weixin/login/callback/']:\n"
        "    try: print(bool(resolve(path)))\n"
        "    except Resolver404: print(False)\n"
    )
    clean = {name: value for name, value in os.environ.items() if not name.startswith("WEIXIN_")}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script],
        env={**clean, "DJANGO_SETTINGS_MODULE": "portal.settings", **keys},
        cwd=django_settings.BASE_DIR,
        capture_output=True,
        text=True,
    )
    assert done.stdout.split() == [str(found)] * 2, done.stderr[-2000:]


def test_signing_up_through_wechat_asks_for_name_and_consent(client, notice, settings):
    settings.SOCIALACCOUNT_PROVIDERS = KEYS
    request = RequestFactory().get("/")
    with request_context(request):
        provider = get_adapter().get_provider(request, "weixin")
        login = provider.sociallogin_from_response(
            request, {"openid": "openid-1", "unionid": "u1", "nickname": "小王"}
        )
    session = client.session
    session["socialaccount_sociallogin"] = login.serialize()
    session.save()
    page = client.get("/accounts/3rdparty/signup/")
    assert set(page.context["form"].fields) == {"name", "consent", "notice"}
    client.post("/accounts/3rdparty/signup/", {"name": "王芳", "notice": notice.pk})
    assert not User.objects.exists()
    client.post("/accounts/3rdparty/signup/", {"name": "王芳", "consent": "on", "notice": notice.pk})
    user = User.objects.get()
    assert (user.person.name, user.phone, client.session["_auth_user_id"]) == ("王芳", None, str(user.pk))
    assert Consent.objects.filter(person=user.person, notice=notice, given_by=user).count() == 1
    assert SocialAccount.objects.get().user == user
