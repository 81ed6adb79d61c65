"""Settings of signing in: accounts, codes, passwords, second factors and WeChat."""

import os
from typing import Any

from portal.environment import HTTPS, flag, number

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.auth.backends.AppointmentBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.auth.password_validation.ThreeClassesValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "me"
LOGOUT_REDIRECT_URL = "home"

ACCOUNT_ADAPTER = "accounts.auth.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"phone", "email"}
# allauth demands the second star for codes by e-mail; no page of ours has these fields.
ACCOUNT_SIGNUP_FIELDS = ["phone*", "email*"]
ACCOUNT_FORMS = {
    "add_email": "accounts.auth.allauth_forms.AddEmailForm",
    "reauthenticate": "accounts.auth.allauth_forms.ReauthenticateForm",
    "login": "accounts.auth.allauth_forms.PasswordLoginForm",
    "confirm_email_verification_code": "accounts.auth.allauth_forms.ConfirmEmailForm",
    "request_login_code": "accounts.auth.allauth_forms.EmailCodeForm",
    "confirm_login_code": "accounts.auth.allauth_forms.ConfirmCodeForm",
    "set_password": "accounts.auth.allauth_forms.SetPasswordForm",
    "change_password": "accounts.auth.allauth_forms.ChangePasswordForm",
    "reset_password": "accounts.auth.allauth_forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.auth.allauth_forms.ResetPasswordKeyForm",
}
# accounts/auth/phone_codes.py sends codes to phones; allauth sends only those by e-mail.
ACCOUNT_PHONE_VERIFICATION_ENABLED = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 300
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_CHANGE_EMAIL = True
# A code proves an address before anything is written: one that is not proven stands in a session and nowhere else.
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
# An address without an account is written to as well, and told how to go on: nobody learns here whose it is.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# An account that nobody has used for so long opens by a code only to whoever names its holder: the number may have
# come to somebody else meanwhile.
SIGN_IN_DORMANT_DAYS = number("SIGN_IN_DORMANT_DAYS", 90)
# How many codes by SMS are sent on one day: to one number, for one address of the network, and by the whole portal.
CODES_A_DAY_PER_NUMBER = number("CODES_A_DAY_PER_NUMBER", 20)
CODES_A_DAY_PER_ADDRESS = number("CODES_A_DAY_PER_ADDRESS", 300)
CODES_A_DAY = number("CODES_A_DAY", 2000)
ACCOUNT_RATE_LIMITS = {
    "login_failed": "5/15m/key,50/15m/ip",
    "login": "30/m/ip",
    "signup": "20/10m/ip",
    "request_login_code": "20/m/ip,3/m/key,10/h/key",
    "confirm_email": "1/10s/key,10/h/key,30/h/user",
    # A message costs money and may disturb a stranger; the number is the key.
    "send_code_soon": "1/30s/key",
    "send_code": f"10/h/key,{CODES_A_DAY_PER_NUMBER}/d/key,60/10m/ip,{CODES_A_DAY_PER_ADDRESS}/d/ip",
    "code_guess": "5/15m/key",
    # Of a dormant account only the surname is not shown, and a few surnames are a third of all.
    "name_guess": "3/d/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = number("TRUSTED_PROXY_COUNT", 0)
USERSESSIONS_TRACK_ACTIVITY = False
MFA_FORMS = {
    "authenticate": "accounts.auth.allauth_forms.AuthenticateForm",
    "reauthenticate": "accounts.auth.allauth_forms.ReauthenticateByCodeForm",
    "activate_totp": "accounts.auth.allauth_forms.ActivateTOTPForm",
    "add_webauthn": "accounts.auth.allauth_forms.AddKeyForm",
}
MFA_ADAPTER = "accounts.auth.adapter.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_ISSUER = "海棠红·幸福里"
# If set, roles count only in a session in which a second factor was given (accounts/auth/second_factor.py).
STAFF_MFA_REQUIRED = flag("STAFF_MFA_REQUIRED")
STAFF_IDLE_MINUTES = number("STAFF_IDLE_MINUTES", 30)

SOCIALACCOUNT_ADAPTER = "accounts.auth.adapter.SocialAccountAdapter"
SOCIALACCOUNT_FORMS = {"signup": "accounts.auth.allauth_forms.SocialSignUpForm"}
# A link, not a form: the policy form-action 'self' would block the redirect to WeChat. OAuth's state protects it.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS: dict[str, dict[str, Any]] = {}
if os.environ.get("WEIXIN_CLIENT_ID") and os.environ.get("WEIXIN_SECRET"):
    SOCIALACCOUNT_PROVIDERS["weixin"] = {
        "APPS": [{"client_id": os.environ["WEIXIN_CLIENT_ID"], "secret": os.environ["WEIXIN_SECRET"], "key": ""}],
        # Inside the WeChat app by default; WEIXIN_WEBSITE=1 for a QR code on a desktop page (another WeChat product).
        "AUTHORIZE_URL": "https://open.weixin.qq.com/connect/qrconnect"
        if flag("WEIXIN_WEBSITE")
        else "https://open.weixin.qq.com/connect/oauth2/authorize",
        "SCOPE": ["snsapi_login" if flag("WEIXIN_WEBSITE") else "snsapi_userinfo"],
    }
