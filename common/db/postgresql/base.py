"""Django's backend for PostgreSQL, made to fail soon and to recover at once.

- `SESSION` of the database's settings are parameters of every session. They are set after connecting: poolers that
  keep sessions refuse parameters at the start that they do not know.
- A connection that the server has closed is never given out again; looking costs no round trip.
- A server that does not answer at all, because its machine or its disk hangs or the network swallows everything, can
  end no statement itself: after `ANSWERS_WITHIN` of the database's settings the connection is closed here.
- While the database is away, only one visitor in HOLD_OFF_SECONDS waits for it, and the others are answered at once.
"""

import select
import time
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus

# For so long after a vain attempt no thread of this process tries to connect.
HOLD_OFF_SECONDS = 0.5


class AnsweringConnection(psycopg.Connection[Any]):
    """A connection of the pool, on which nobody waits longer than `answers_within` seconds for the server."""

    answers_within: float | None = None

    def wait(self, *args: Any, **options: Any) -> Any:
        try:
            return super().wait(*args, **{"timeout": self.answers_within, **options})
        except psycopg.OperationalError:
            if self.pgconn.transaction_status == TransactionStatus.ACTIVE:  # the statement is still without an answer
                self._leave()
            raise

    def _leave(self) -> None:
        """Nobody shall wait on the other connections either, nor for a new one in this moment."""
        pool = getattr(self, "_pool", None)
        DatabaseWrapper._away_until = time.monotonic() + HOLD_OFF_SECONDS
        self.close()
        if pool:
            pool.drain()


class DatabaseWrapper(base.DatabaseWrapper):
    """One thread's connection. `commits` counts the commits that it has asked for."""

    _away_until = 0.0
    commits = 0

    def get_connection_params(self) -> dict[str, Any]:
        parameters = super().get_connection_params()
        options = self.settings_dict["OPTIONS"].get("pool")
        if isinstance(options, dict):
            options.setdefault("check", require_open)
            options.setdefault("connection_class", AnsweringConnection)
        return parameters

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        if not self.pool:
            return super().get_new_connection(conn_params)
        if time.monotonic() < DatabaseWrapper._away_until:
            raise psycopg.OperationalError("the database was away a moment ago")
        try:
            return super().get_new_connection(conn_params)
        except psycopg.OperationalError:
            DatabaseWrapper._away_until = time.monotonic() + HOLD_OFF_SECONDS
            raise

    def _configure_connection(self, connection: Any) -> bool:
        if isinstance(connection, AnsweringConnection):
            connection.answers_within = self.settings_dict.get("ANSWERS_WITHIN")
        changed: bool = super()._configure_connection(connection)  # type: ignore[misc]
        session: dict[str, str] = self.settings_dict.get("SESSION", {})
        if session:
            columns = ", ".join(["set_config(%s, %s, false)"] * len(session))
            connection.execute(f"SELECT {columns}", [part for pair in session.items() for part in pair])
        return changed or bool(session)

    def _commit(self) -> Any:
        self.commits += 1
        return super()._commit()  # type: ignore[misc]


def require_open(connection: Any) -> None:
    """Raises OperationalError when the server has closed an idle connection: only then there is something to read.

    After an outage all connections of the pool are closed; the others are thrown away with the first.
    """
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    if poll.poll(0):
        pool = connection._pool
        connection.close()
        pool.check()
        raise psycopg.OperationalError("the server has closed the connection")
