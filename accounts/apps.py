from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("people")

    def ready(self) -> None:
        # Models are there only now, and these modules import them.
        from django.contrib.auth.signals import user_logged_in

        from accounts import permissions, scopes
        from accounts.auth.middleware import begin_staff_session
        from accounts.models.readings import declare
        from accounts.receivers import listen

        user_logged_in.connect(begin_staff_session, dispatch_uid="begin_staff_session")
        listen()
        permissions.declare()
        scopes.register()
        declare()
