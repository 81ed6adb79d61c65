"""Forms that have been sent, for a day: so that one that is sent twice does its work once."""

import uuid

from django.db import connection, models

from common.time import clock


class SubmissionManager(models.Manager["Submission"]):
    def claim(self, key: uuid.UUID) -> bool:
        """Whether the form of this key is sent for the first time; if so, it is remembered.

        Waits while another request is at work on the same form: until it is known what has become of it.
        """
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO common_submission (key, at) VALUES (%s, %s) ON CONFLICT DO NOTHING", [key, clock.now()]
            )
            return bool(cursor.rowcount)


class Submission(models.Model):
    """A form that has done its work, with the answer to it. Nobody can read from it whose it was or what it said.

    `key` is a digest of the user, of the page's token and of what was filled in; `answer` is encrypted with the
    token, which is kept nowhere but on the page (common.http.submissions).
    """

    key = models.UUIDField(primary_key=True, editable=False)
    at = models.DateTimeField(default=clock.now, db_index=True, editable=False)
    answer = models.BinaryField(null=True)

    objects = SubmissionManager()

    def __str__(self) -> str:
        return str(self.key)
