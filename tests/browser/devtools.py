"""A browser too old for Playwright, spoken to in the protocol that its developer tools speak."""

import itertools
import json
import os
import re
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import websocket

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--remote-debugging-port=0",
]


class Engine:
    """One tab. Events that nobody waits for are kept until the next page is opened."""

    def __init__(self, address: str) -> None:
        self.socket = websocket.create_connection(address, timeout=60, suppress_origin=True)
        self.numbers = itertools.count(1)
        self.events: list[dict[str, Any]] = []
        for domain in ("Page", "Runtime", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            heard = json.loads(self.socket.recv())
            if heard.get("id") == number:
                assert "error" not in heard, (method, heard["error"])
                return heard["result"]
            self.events.append(heard)

    def open(self, url: str) -> None:
        """Wait until the page and what it names have arrived."""
        self.events.clear()
        self.call("Page.navigate", url=url)
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self.events.append(json.loads(self.socket.recv()))

    def evaluate(self, expression: str) -> Any:
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def resize(self, width: int, height: int) -> None:
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def set_cookies(self, url: str, **cookies: str) -> None:
        self.call("Network.clearBrowserCookies")
        for name, value in cookies.items():
            if value:
                self.call("Network.setCookie", url=url, name=name, value=value)

    def script_errors(self) -> list[str]:
        """What scripts of the page now open did not survive, their own syntax among it."""
        thrown = [
            event["params"]["exceptionDetails"] for event in self.events if "exceptionThrown" in event["method"]
        ]
        return [f"script error: {one.get('exception', one).get('description', one['text'])}" for one in thrown]


def tab_at(host: str) -> str:
    """The address of the first tab, which may open a moment after the browser answers."""
    for _attempt in range(50):
        with urllib.request.urlopen(f"http://{host}/json") as listed:
            for tab in json.load(listed):
                if tab["type"] == "page":
                    return tab["webSocketDebuggerUrl"]
        time.sleep(0.1)
    raise AssertionError("the browser opened no tab")


@contextmanager
def started(path: str) -> Iterator[Engine]:
    """The browser at `path` with a profile that is thrown away, its libraries beside it or where the system's are."""
    places = [os.path.join(os.path.dirname(path), "lib"), os.environ.get("LD_LIBRARY_PATH", "")]
    environment = {**os.environ, "LD_LIBRARY_PATH": ":".join(place for place in places if place)}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = subprocess.Popen(
            [path, *ARGUMENTS, f"--user-data-dir={profile}", "about:blank"],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            assert process.stderr is not None
            said = next((found for line in process.stderr if (found := re.search(r"ws://([^/\s]+)/", line))), None)
            assert said, f"{path} did not start"
            engine = Engine(tab_at(said[1]))
            yield engine
            engine.socket.close()
        finally:
            process.kill()
            process.wait()
