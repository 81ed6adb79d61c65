from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("people")

    def ready(self) -> None:
        # These modules import models, which are loaded only now.
        from django.contrib.auth.signals import user_logged_in
        from django.db.models.signals import post_migrate, pre_save

        from accounts import permissions, scopes
        from accounts.auth.middleware import begin_staff_session
        from accounts.models.readings import register_readings_of_people
        from accounts.receivers import connect_signals
        from common.db.trail import protect_trail
        from common.logs import keep_no_texts_of_failed_tasks

        user_logged_in.connect(begin_staff_session, dispatch_uid="begin_staff_session")
        connect_signals()
        post_migrate.connect(protect_trail, sender=self, dispatch_uid="protect_trail")
        pre_save.connect(
            keep_no_texts_of_failed_tasks, sender="django_tasks_database.DBTaskResult", dispatch_uid="private_tasks"
        )
        permissions.declare()
        scopes.register()
        register_readings_of_people()
