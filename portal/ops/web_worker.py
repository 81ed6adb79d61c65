"""gunicorn's worker with threads, made so that a slow visitor or a locked row keeps nobody else waiting.

gunicorn hands a new connection to a thread, which then waits for the visitor's bytes. Here the loop that accepts
connections collects each request, and a thread gets it when it is whole. There are three lanes of threads: whoever
changes something may wait for a lock, and takes no thread from those who read; static files and `/healthz` need
neither.
"""

import re
import socket
import struct
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn.util import close_graceful
from gunicorn.workers.gthread import TConn, ThreadWorker

# A request must be whole within this time; the largest one holds several pictures (deploy/nginx.conf).
WHOLE_AFTER_SECONDS = 60
LARGEST = 64 * 1024 * 1024
LARGEST_HEAD = 64 * 1024
# What a process collects at most; above it, the oldest connection is closed.
MOST_BYTES = 2 * LARGEST
MOST_CONNECTIONS = 500
# A thread waits no longer than this for a visitor who neither sends nor takes a byte.
STALLED_SECONDS = 5
PIECE = 256 * 1024
EXPRESS_THREADS = CLOSING_THREADS = 2

EXPRESS = re.compile(rb"(?:GET|HEAD) /(?:static/|healthz[ ?])")
READING = re.compile(rb"(?:GET|HEAD|OPTIONS) ")
LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,18})[ \t]*\r\n", re.IGNORECASE)
CHUNKED = re.compile(rb"\r\ntransfer-encoding:", re.IGNORECASE)
WAITS_FOR_CONTINUE = re.compile(rb"\r\nexpect:[ \t]*100-continue", re.IGNORECASE)


class Connection(TConn):
    """A connection, and what has arrived of its next request."""

    def __init__(self, *args: Any, closing: ThreadPoolExecutor) -> None:
        super().__init__(*args)
        self._closing = closing
        self.received = bytearray()
        # The length of the head, and of head and body, once the head is whole.
        self.head = self.needed = 0

    def receive(self) -> int:
        """Take what has arrived; its number of bytes. Raises ConnectionError when the visitor has gone."""
        try:
            piece = self.sock.recv(PIECE)
        except BlockingIOError:
            return 0
        if not piece:
            raise ConnectionResetError
        searched = max(0, len(self.received) - 3)
        self.received += piece
        if not self.head and (end := self.received.find(b"\r\n\r\n", searched)) >= 0:
            self._read_head(end + 4)
        return len(piece)

    def _read_head(self, length: int) -> None:
        head = bytes(self.received[:length])
        found = LENGTH.search(head)
        self.head, self.needed = length, length + (int(found[1]) if found else 0)
        if WAITS_FOR_CONTINUE.search(head) and len(self.received) < self.needed <= LARGEST:
            self.sock.send(b"HTTP/1.1 100 Continue\r\n\r\n")

    @property
    def is_whole(self) -> bool:
        """Whether head and body have arrived."""
        if self._is_chunked:
            return self.received.endswith(b"0\r\n\r\n")
        return bool(self.head) and len(self.received) >= self.needed

    @property
    def is_too_large(self) -> bool:
        """Whether the request is larger than any that the portal takes."""
        return max(len(self.received), self.needed) > (LARGEST if self.head else LARGEST_HEAD)

    @property
    def _is_chunked(self) -> bool:
        return bool(self.head and CHUNKED.search(self.received, 0, self.head))

    def close(self, graceful: bool = False) -> None:
        """Closing gracefully waits for the visitor, so it is no work for the loop."""
        if graceful:
            self.sock.setblocking(True)
            self._closing.submit(close_graceful, self.sock)
        else:
            super().close()

    def hand_over(self) -> None:
        """Give the request to gunicorn's parser, as if it had been read from the socket.

        What a visitor has sent beyond it may be half of another request, for which no thread shall wait: it is
        dropped, and the connection is closed after the answer.
        """
        self.surplus = self._is_chunked or len(self.received) > self.needed
        self.init()
        self.parser.unreader.unread(bytes(self.received if self._is_chunked else self.received[: self.needed]))
        self.start = bytes(self.received[:20])
        self.received, self.head, self.needed = bytearray(), 0, 0


class LaneWorker(ThreadWorker):
    """Collects requests in its loop, and answers them in the lane of their kind."""

    def init_process(self) -> None:
        self.writing = ThreadPoolExecutor(self.cfg.threads)
        self.express = ThreadPoolExecutor(EXPRESS_THREADS)
        self.closing = ThreadPoolExecutor(CLOSING_THREADS)
        self.collected_bytes = 0
        super().init_process()

    def accept(self, listener: socket.socket) -> None:
        """Begin to collect the request of a new visitor."""
        try:
            client, address = listener.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return
        stalled = struct.pack("ll", STALLED_SECONDS, 0)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, stalled)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, stalled)
        self.nr_conns += 1
        self._collect(Connection(self.cfg, client, address, listener.getsockname(), closing=self.closing))

    def on_client_socket_readable(self, conn: Connection, client: socket.socket) -> None:
        """Begin to collect the next request of a visitor who has stayed."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self._collect(conn)

    def _collect(self, conn: Connection) -> None:
        conn.timeout = time.monotonic() + WHOLE_AFTER_SECONDS
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self.on_pending_socket_readable, conn))
        self.on_pending_socket_readable(conn, conn.sock)

    def on_pending_socket_readable(self, conn: Connection, client: socket.socket) -> None:
        """Collect some more; give a whole request to a thread."""
        try:
            self.collected_bytes += conn.receive()
        except OSError:
            self._give_up(conn)
            return
        if conn.is_too_large:
            self._give_up(conn, answer=b"HTTP/1.1 413 Content Too Large\r\nConnection: close\r\n\r\n")
        elif conn.is_whole:
            self._stop_collecting(conn)
            conn.hand_over()
            self.enqueue_req(conn)

    def _stop_collecting(self, conn: Connection) -> None:
        self.poller.unregister(conn.sock)
        self.pending_conns.remove(conn)
        self.collected_bytes -= len(conn.received)

    def _give_up(self, conn: Connection, *, answer: bytes = b"") -> None:
        self._stop_collecting(conn)
        self.nr_conns -= 1
        with suppress(OSError):
            conn.sock.send(answer)
        conn.close()

    def enqueue_req(self, conn: Connection) -> None:
        """Let a thread of its lane answer the request."""
        lane = self.tpool if READING.match(conn.start) else self.writing
        if EXPRESS.match(conn.start):
            lane = self.express
        future: Future[Any] = lane.submit(self.handle, conn)
        future.add_done_callback(lambda done: self.method_queue.defer(self.finish_request, conn, done))

    def handle(self, conn: Connection) -> Any:
        """Answer in a thread; return whether the connection stays."""
        return super().handle(conn) and not conn.surplus

    def murder_pending(self) -> None:
        """Close connections whose request was not whole in time, the oldest of too many, and all at the end."""
        now = time.monotonic()
        while self.pending_conns and (
            not self.alive
            or self.pending_conns[0].timeout <= now
            or self.collected_bytes > MOST_BYTES
            or len(self.pending_conns) > MOST_CONNECTIONS
        ):
            self._give_up(self.pending_conns[0])
