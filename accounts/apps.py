from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People and sign-ins")

    def ready(self) -> None:
        # These modules import models, which are loaded only now.
        from allauth.mfa.signals import authenticator_added
        from django.contrib.auth.signals import user_logged_in
        from django.tasks.signals import task_finished

        from accounts import permissions, scopes
        from accounts.auth.middleware import begin_staff_session
        from accounts.auth.second_factor import record_new_factor
        from accounts.models.readings import register_readings_of_people
        from accounts.notifications.codes import delete_finished_code
        from accounts.receivers import connect_signals

        authenticator_added.connect(record_new_factor, dispatch_uid="record_new_factor")
        user_logged_in.connect(begin_staff_session, dispatch_uid="begin_staff_session")
        task_finished.connect(delete_finished_code, dispatch_uid="delete_finished_code")
        connect_signals()
        permissions.declare()
        scopes.register()
        register_readings_of_people()
