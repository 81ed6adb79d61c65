from django.tasks import task


@task()
def deliver(delivery_ids: list[int]) -> None:
    pass
