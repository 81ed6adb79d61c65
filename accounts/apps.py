from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("people")

    def ready(self) -> None:
        # These modules import models, which are loaded only now.
        from django.contrib.auth.signals import user_logged_in
        from django.tasks.signals import task_finished

        from accounts import permissions, scopes
        from accounts.auth.middleware import begin_staff_session
        from accounts.models.readings import register_readings_of_people
        from accounts.notifications.codes import delete_finished_code
        from accounts.receivers import connect_signals

        user_logged_in.connect(begin_staff_session, dispatch_uid="begin_staff_session")
        task_finished.connect(delete_finished_code, dispatch_uid="delete_finished_code")
        connect_signals()
        permissions.declare()
        scopes.register()
        register_readings_of_people()
