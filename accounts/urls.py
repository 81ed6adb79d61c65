"""The entrance, before allauth's own addresses (which it partly replaces)."""

from django.urls import path

from accounts.views import entrance, own

urlpatterns = [
    path("login/", entrance.sign_in, name="account_login"),
    path("login/password/", entrance.PasswordLoginView.as_view(), name="account_login_password"),
    path("login/code/confirm/", entrance.enter_email_code, name="account_confirm_login_code"),
    path("signup/", entrance.sign_up, name="account_signup"),
    path("code/", entrance.enter_code, name="account_enter_code"),
    path("phone/change/", entrance.move_phone, name="account_change_phone"),
    path("phone/verify/", entrance.enter_code, name="account_verify_phone"),
    path("kept/", own.kept, name="account_kept_form"),
]
