"""The entrance, before allauth's own addresses (which it partly replaces)."""

from django.urls import path

from accounts.views.me import kept
from accounts.views.sign_in import PasswordLoginView, enter_code, enter_email_code, move_phone, sign_in, sign_up

urlpatterns = [
    path("login/", sign_in, name="account_login"),
    path("login/password/", PasswordLoginView.as_view(), name="account_login_password"),
    path("login/code/confirm/", enter_email_code, name="account_confirm_login_code"),
    path("signup/", sign_up, name="account_signup"),
    path("code/", enter_code, name="account_enter_code"),
    path("phone/change/", move_phone, name="account_change_phone"),
    path("phone/verify/", enter_code, name="account_verify_phone"),
    path("kept/", kept, name="account_kept_form"),
]
