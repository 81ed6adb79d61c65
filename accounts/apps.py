from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("people")

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from accounts import checks, reading, rights, security  # noqa: F401
        from accounts.middleware import begin_staff_session

        user_logged_in.connect(begin_staff_session, dispatch_uid="begin_staff_session")
        security.listen()
        rights.declare()
        reading.declare()
