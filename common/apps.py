from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "common"

    def ready(self) -> None:
        # These modules import models, which are loaded only now.
        from django.db.models.signals import post_migrate, pre_save

        from common.db.trail import protect_trail
        from common.logs import keep_no_texts_of_failed_tasks

        post_migrate.connect(protect_trail, sender=self, dispatch_uid="protect_trail")
        pre_save.connect(
            keep_no_texts_of_failed_tasks, sender="django_tasks_database.DBTaskResult", dispatch_uid="private_tasks"
        )
