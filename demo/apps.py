from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "demo"

    def ready(self) -> None:
        # Models are there only now, and these modules import them.
        from common.admin.history import register_bulk_command
        from demo import logins

        register_bulk_command("loaddemo", has_run=lambda: bool(logins.existing()))
