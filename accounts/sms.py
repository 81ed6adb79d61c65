"""Text messages: one `SmsSender` interface for all carriers, and two kinds of failure."""

import json
import sys
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.phones import has_allowed_country
from common.exceptions import Refused

# What a carrier takes as a variable of its template: so many characters, without the brackets of its signature.
LONGEST_VARIABLE = 35
type Variables = Mapping[str, str]
NONE: Variables = MappingProxyType({})
BRACKETS = "【】『』「」{}<>'"
# A notice with one of these in a variable is refused as a whole: matters of the party, mediation, surveys, points,
# collections of money.
REFUSED_WORDS = ("党", "调解", "问卷", "积分", "募捐")


def sms_variable(text: str, *, instead: str) -> str:
    """The text as a variable of a carrier's template; `instead` where it is empty, or refused."""
    plain = " ".join(text.translate(dict.fromkeys(map(ord, BRACKETS))).split())
    if not plain or any(word in plain for word in REFUSED_WORDS):
        return instead
    return Truncator(plain).chars(LONGEST_VARIABLE, truncate="…")


class SendingFailed(Refused):
    """An SMS was not sent. `message` is for the user; `code` is for the record."""

    words = gettext_lazy(
        "The text message could not be sent just now. Please try again in a few minutes, or call the community."
    )

    def __init__(self, code: str) -> None:
        super().__init__(self.words, code=code)


class TryLater(SendingFailed):
    """An SMS was not sent: the carrier is busy or unreachable or asks to wait. A later attempt may succeed."""


class Undeliverable(SendingFailed):
    """An SMS that no later attempt can deliver: wrong number, refused template, wrong keys."""

    words = gettext_lazy(
        "The text message could not be sent to this number. Please check the number, or call the community."
    )


class SmsSender(Protocol):
    """What a carrier of SMS can do: send a code, and send a notice. Raises SendingFailed."""

    def send_code(self, phone: str, code: str, *, minutes: int) -> None:
        """Send a sign-in code to `phone` (E.164). Raises SendingFailed."""

    def send_notice(self, phone: str, text: str, *, kind: str = "", variables: Variables = NONE) -> None:
        """Send a notice to `phone` (E.164). Raises SendingFailed.

        A carrier takes fixed templates: that of the notice's `kind` with its `variables`, where there is one.
        """


def sms_sender(phone: str) -> SmsSender:
    """The sender of SMS that the setting SMS_SENDER names, for a message to `phone` (E.164).

    Raises Undeliverable for a country that is not in SMS_COUNTRIES: a message abroad may cost many times as much.
    """
    if not has_allowed_country(phone):
        raise Undeliverable("country")
    return import_string(settings.SMS_SENDER)()


class ConsoleSender:
    """Prints messages in the terminal of the server, for trying out the portal. Nothing is sent.

    No other code writes a sign-in code anywhere.
    """

    def send_code(self, phone: str, code: str, *, minutes: int) -> None:
        self._print(phone, _("Your code is %(code)s. It holds for %(minutes)d minutes.") % locals())

    def send_notice(self, phone: str, text: str, *, kind: str = "", variables: Variables = NONE) -> None:
        self._print(phone, text)

    def _print(self, phone: str, text: str) -> None:
        head = _("[SMS to %(phone)s: console sender, nothing was sent]") % {"phone": phone}
        sys.stdout.write(f"\n{head}\n    {text}\n\n")
        sys.stdout.flush()


class AliyunSender:
    """Alibaba Cloud's SMS service through its SDK (the extra `sms`); settings in ALIYUN_SMS.

    The code template has the variable `code`, the notice template the variable `text`. A kind of notice may have a
    template of its own, with named variables (docs/sms.md).
    """

    # Failures that end by themselves: https://help.aliyun.com/zh/sms/developer-reference/api-error-codes
    TEMPORARY_CODES = {
        "isv.BUSINESS_LIMIT_CONTROL",
        "isv.DAY_LIMIT_CONTROL",
        "isv.OUT_OF_SERVICE",
        "isv.AMOUNT_NOT_ENOUGH",
        "isp.SYSTEM_ERROR",
        "isp.GATEWAY_ERROR",
        "ServiceUnavailable",
        "InternalError",
    }
    CONNECT_MS = 3_000
    READ_MS = 5_000

    def send_code(self, phone: str, code: str, *, minutes: int) -> None:
        options: dict[str, Any] = settings.ALIYUN_SMS
        self._send(phone, options["code_template"], {"code": code})

    def send_notice(self, phone: str, text: str, *, kind: str = "", variables: Variables = NONE) -> None:
        options: dict[str, Any] = settings.ALIYUN_SMS
        template = options["templates"].get(kind)
        if template and variables:
            self._send(phone, template, dict(variables))
        else:
            self._send(phone, options["notice_template"], {"text": text})

    def _send(self, phone: str, template: str, values: dict[str, str]) -> None:
        from alibabacloud_dysmsapi20170525.models import SendSmsRequest  # noqa: PLC0415 - an extra

        options: dict[str, Any] = settings.ALIYUN_SMS
        request = SendSmsRequest(
            # Mainland numbers have no prefix, others have their country code without the plus.
            phone_numbers=phone.removeprefix("+86") if phone.startswith("+86") else phone.removeprefix("+"),
            sign_name=options["sign_name"],
            template_code=template,
            template_param=json.dumps(values, ensure_ascii=False),
        )
        answer = self._ask(request)
        if answer != "OK":
            raise self._failure(answer)

    def _ask(self, request: Any) -> str:
        """The code in the service's response; every failure of the connection becomes SendingFailed.

        Errors of the SDK are not chained: their text contains the whole request with number and code.
        """
        from Tea.exceptions import TeaException  # noqa: PLC0415 - an extra

        try:
            response = self._client().send_sms_with_options(request, self._runtime())
        except TeaException as error:
            failure = self._failure(str(error.code or ""), status=getattr(error, "statusCode", None))
        except Exception as error:
            # Refused connections, time-outs and malformed responses raise many different types.
            failure = TryLater(type(error).__name__)
        else:
            return str(response.body.code)
        raise failure

    def _client(self) -> Any:
        from alibabacloud_dysmsapi20170525.client import Client  # noqa: PLC0415 - an extra
        from alibabacloud_tea_openapi.models import Config  # noqa: PLC0415 - an extra

        options: dict[str, Any] = settings.ALIYUN_SMS
        return Client(
            Config(
                access_key_id=options["access_key_id"],
                access_key_secret=options["access_key_secret"],
                endpoint=options["endpoint"],
                protocol=options["protocol"],
                connect_timeout=self.CONNECT_MS,
                read_timeout=self.READ_MS,
            )
        )

    def _runtime(self) -> Any:
        from darabonba.runtime import RuntimeOptions  # noqa: PLC0415 - an extra

        # The portal retries itself (notifications/deliveries.py), so that nobody waits for it at the sign-in page.
        return RuntimeOptions(
            autoretry=False, max_attempts=1, connect_timeout=self.CONNECT_MS, read_timeout=self.READ_MS
        )

    def _failure(self, code: str, *, status: int | None = None) -> SendingFailed:
        short = code[:60] or "unknown"
        if code in self.TEMPORARY_CODES or code.startswith("Throttling") or (status or 0) >= 500 or not code:
            return TryLater(short)
        return Undeliverable(short)
