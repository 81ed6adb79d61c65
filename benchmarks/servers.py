"""gunicorn with the portal's own configuration, and a client that needs little CPU itself."""

import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle

CONNECTIONS = 8


@contextmanager
def serving(application: str, port: int, environment: dict[str, str]) -> Iterator[int]:
    command = [sys.executable, "-W", "ignore", "-m", "gunicorn", "-c", "portal/gunicorn.py", application]
    server = subprocess.Popen(command, env={**environment, "PORT": str(port)}, process_group=0)
    try:
        wait_for(port, server)
        yield port
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(20)


def wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    for _attempt in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    raise SystemExit("A server of the bench did not start; its last words are above.")


def requests_a_second(port: int, paths: list[str], seconds: float, *, connections: int = CONNECTIONS) -> float:
    """Completed GETs a second over a few kept-alive connections. Any answer but 200 ends the bench."""
    requests = cycle(
        [f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: text/html\r\n\r\n".encode() for path in paths]
    )
    selector = selectors.DefaultSelector()
    for _connection in range(connections):
        connect(selector, port).sendall(next(requests))
    done, began = 0, time.perf_counter()
    deadline = began + seconds
    while time.perf_counter() < deadline:
        for key, _mask in selector.select(1):
            connection: socket.socket = key.fileobj  # type: ignore[assignment]
            buffer: bytearray = key.data
            received = connection.recv(262_144)
            buffer += received
            if not received:
                selector.unregister(connection)
                connection.close()
                connection = connect(selector, port)
            elif not complete(buffer):
                continue
            else:
                done += 1
            buffer.clear()
            connection.sendall(next(requests))
    took = time.perf_counter() - began
    for key in list(selector.get_map().values()):
        key.fileobj.close()  # type: ignore[union-attr]
    selector.close()
    return done / took


def connect(selector: selectors.BaseSelector, port: int) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    selector.register(connection, selectors.EVENT_READ, bytearray())
    return connection


def complete(buffer: bytearray) -> bool:
    head, separator, body = bytes(buffer).partition(b"\r\n\r\n")
    if not separator:
        return False
    if b" 200 " not in head[:15]:
        raise SystemExit(f"The bench expected 200 and got: {head[:80]!r}")
    length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
    return len(body) >= int(length[15:])
