from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "demo"

    def ready(self) -> None:
        # This module imports models, which are loaded only now.
        from common.admin.history import register_bulk_command
        from demo import logins

        register_bulk_command("loaddemo", has_run=lambda: bool(logins.existing_logins()))
