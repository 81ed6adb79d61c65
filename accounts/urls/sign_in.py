"""Signing in and up. These addresses stand before allauth's own and replace some of them."""

from django.urls import path

from accounts.views import sign_in, sign_in_again

urlpatterns = [
    path("login/", sign_in.sign_in, name="account_login"),
    path("login/password/", sign_in.PasswordLoginView.as_view(), name="account_login_password"),
    path("login/code/confirm/", sign_in.enter_email_code, name="account_confirm_login_code"),
    path("signup/", sign_in.sign_up, name="account_signup"),
    path("code/", sign_in.enter_code, name="account_enter_code"),
    path("phone/change/", sign_in.move_phone, name="account_change_phone"),
    path("phone/verify/", sign_in.enter_code, name="account_verify_phone"),
    path("kept/", sign_in_again.kept, name="account_kept_form"),
    path("second-step/", sign_in_again.second_factor, name="account_second_factor"),
]
