"""Not more than one request in a given time to any one host, whoever asks and however often it is retried."""

from __future__ import annotations

from collections.abc import Callable


class Pace:
    """Waits before each request until its host's turn has come. Time and sleep are handed in."""

    def __init__(self, seconds: float, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._seconds = seconds
        self._clock = clock
        self._sleep = sleep
        self._slower: dict[str, float] = {}
        self._last: dict[str, float] = {}

    def slow_down(self, host: str, seconds: float) -> None:
        """Ask `host` at most once in `seconds` from now on, where that is less often than before."""
        self._slower[host] = max(seconds, self._slower.get(host, 0.0))

    def wait(self, host: str) -> None:
        """Return when the next request to `host` may start."""
        last = self._last.get(host)
        if last is not None:
            remaining = last + max(self._seconds, self._slower.get(host, 0.0)) - self._clock()
            if remaining > 0:
                self._sleep(remaining)
        self._last[host] = self._clock()
