"""The web server collects requests without a thread, and has lanes. It runs as a process of its own."""

import http.client
import os
import socket
import subprocess
import sys
import time

import pytest

APPLICATION = """
import threading, time
held = threading.Event()

def application(environ, start_response):
    path, length = environ["PATH_INFO"], int(environ.get("CONTENT_LENGTH") or 0)
    body = environ["wsgi.input"].read(length)
    if path == "/hold/":
        held.clear()
        held.wait(20)
    if path == "/free/":
        held.set()
    answer = f"{environ['REQUEST_METHOD']} {path} {len(body)}".encode()
    start_response("200 OK", [("Content-Length", str(len(answer)))])
    return [answer]
"""
HEAD = b"POST /a/ HTTP/1.1\r\nHost: localhost\r\n"
SLOW = {
    "nothing": b"",
    "half a head": HEAD + b"X-Half: ",
    "half a body": HEAD + b"Content-Length: 500\r\n\r\na=b",
    "half a chunk": HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab",
    "one and a half": b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\nGET /half",
    "an answer that nobody fetches": b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
}


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    """One process with one thread for each lane, so that a single one that is held is missed."""
    folder = tmp_path_factory.mktemp("server")
    (folder / "small_application.py").write_text(APPLICATION)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number = probe.getsockname()[1]
    environment = {
        **os.environ,
        "PORT": str(number),
        "WEB_CONCURRENCY": "1",
        "WEB_THREADS": "1",
        "PYTHONPATH": str(folder),
    }
    command = [sys.executable, "-m", "gunicorn", "-c", "portal/gunicorn.py", "small_application:application"]
    server = subprocess.Popen(command, env=environment)
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", number)) == 0:
                break
        time.sleep(0.05)
    yield number
    server.kill()
    server.wait()


def ends(visitor: socket.socket, with_: bytes) -> bool:
    """Whether the answer, which may come in pieces, ends so."""
    answer = b""
    while not answer.endswith(with_) and (piece := visitor.recv(1000)):
        answer += piece
    return answer.endswith(with_)


def ask(port: int, path: str, body: bytes | None = None, **headers: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET" if body is None else "POST", path, body=body, headers=headers)
        return connection.getresponse().read().decode()
    finally:
        connection.close()


@pytest.mark.parametrize("sent", SLOW.values(), ids=SLOW.keys())
def test_slow_visitors_take_no_thread_from_others(port, sent):
    slow = [socket.create_connection(("127.0.0.1", port)) for _number in range(20)]
    try:
        for one in slow:
            one.sendall(sent)
        began = time.monotonic()
        assert ask(port, "/b/") == "GET /b/ 0"
        assert ask(port, "/b/", b"a=b") == "POST /b/ 3"
        assert time.monotonic() - began < 4
    finally:
        for one in slow:
            one.close()


def test_a_request_in_pieces_arrives_whole(port):
    with socket.create_connection(("127.0.0.1", port), timeout=5) as visitor:
        for piece in (HEAD[:20], HEAD[20:], b"Content-Length: 6\r\n", b"\r\nabc", b"def"):
            visitor.sendall(piece)
            time.sleep(0.02)
        assert ends(visitor, b"POST /a/ 6")


def test_chunks_and_large_bodies_arrive_whole(port):
    with socket.create_connection(("127.0.0.1", port), timeout=5) as visitor:
        visitor.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")
        assert visitor.recv(1000).startswith(b"HTTP/1.1 200")
    assert ask(port, "/a/", b"x" * 3_000_000) == "POST /a/ 3000000"


def test_who_asks_before_sending_a_body_is_told_to_go_on(port):
    with socket.create_connection(("127.0.0.1", port), timeout=5) as visitor:
        visitor.sendall(HEAD + b"Content-Length: 3\r\nExpect: 100-continue\r\n\r\n")
        assert visitor.recv(1000).startswith(b"HTTP/1.1 100")
        visitor.sendall(b"abc")
        assert ends(visitor, b"POST /a/ 3")


def test_a_body_larger_than_any_is_refused_at_once(port):
    with socket.create_connection(("127.0.0.1", port), timeout=5) as visitor:
        visitor.sendall(HEAD + b"Content-Length: 500000000\r\n\r\n")
        assert visitor.recv(1000).startswith(b"HTTP/1.1 413")


def test_a_connection_is_used_for_several_requests(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    for number in range(3):
        connection.request("POST", f"/{number}/", body=b"ab")
        assert connection.getresponse().read().decode() == f"POST /{number}/ 2"
    connection.close()


def begin_to_wait(port: int, method: bytes) -> socket.socket:
    """A request that takes the one thread of its lane until somebody asks for /free/."""
    waiting = socket.create_connection(("127.0.0.1", port), timeout=5)
    waiting.sendall(method + b" /hold/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
    time.sleep(0.1)
    return waiting


def test_who_writes_and_waits_takes_no_thread_from_who_reads(port):
    with begin_to_wait(port, b"POST") as waiting:
        assert ask(port, "/b/") == "GET /b/ 0"
        ask(port, "/free/")
        assert ends(waiting, b"POST /hold/ 0")


def test_who_reads_and_waits_takes_no_thread_from_static_files_nor_from_healthz(port):
    with begin_to_wait(port, b"GET") as waiting:
        assert ask(port, "/static/css/a.css") == "GET /static/css/a.css 0"
        assert ask(port, "/healthz") == "GET /healthz 0"
        ask(port, "/free/", b"")
        assert ends(waiting, b"GET /hold/ 0")


def test_control_in_the_same_lane_the_next_one_waits(port):
    with begin_to_wait(port, b"GET"), socket.create_connection(("127.0.0.1", port), timeout=0.3) as second:
        second.sendall(b"GET /b/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
        with pytest.raises(TimeoutError):
            second.recv(1000)
        ask(port, "/free/", b"")
        second.settimeout(5)
        assert ends(second, b"GET /b/ 0")
