"""Signing in and up. These addresses stand before allauth's own and replace some of them."""

from allauth.account.views import password_set
from django.urls import path

from accounts.auth.http import require_reauthentication
from accounts.views import sign_in, sign_in_again, sign_in_changes, whose_account

urlpatterns = [
    path("login/", sign_in.sign_in, name="account_login"),
    path("login/password/", sign_in.PasswordLoginView.as_view(), name="account_login_password"),
    path("login/code/confirm/", sign_in.enter_email_code, name="account_confirm_login_code"),
    path("signup/", sign_in.sign_up, name="account_signup"),
    path("code/", sign_in.enter_code, name="account_enter_code"),
    path("whose/", whose_account.whose, name="account_whose"),
    path("whose/name/", whose_account.name_holder, name="account_holder"),
    path("new/", whose_account.new_account, name="account_new"),
    path("not-me/", whose_account.not_me, name="account_not_me"),
    path("password/set/", require_reauthentication(password_set), name="account_set_password"),
    path("phone/change/", sign_in_changes.change_phone, name="account_change_phone"),
    path("phone/change/<int:pk>/cancel/", sign_in_changes.cancel_phone_change, name="account_cancel_phone_change"),
    path("phone/prove/", sign_in_changes.prove_number, name="account_prove_number"),
    path("phone/verify/", sign_in.enter_code, name="account_verify_phone"),
    path("kept/", sign_in_again.kept, name="account_kept_form"),
    path("second-step/", sign_in_again.second_factor, name="account_second_factor"),
]
