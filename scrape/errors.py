"""What can go wrong between a source and the store; every message is one line that says what to do.

`code` is short and fixed: it is what the run's record and the `problems` table are filtered by.
"""

from __future__ import annotations


class ScrapeError(Exception):
    """Base of this package's errors."""

    code = "scrape"


class IngestError(ScrapeError):
    """A local file or folder cannot be stored as asked."""

    code = "ingest"


class StoreError(ScrapeError):
    """The store on disk is not as this program left it."""

    code = "store"


class StoreBusyError(StoreError):
    """Another program is writing to the store."""

    code = "running"


class SettingsError(ScrapeError):
    """The configuration of live updates is missing or wrong."""

    code = "settings"


class SourceError(ScrapeError):
    """A source page cannot be entered in the register as given."""

    code = "source"


class SiteChangedError(ScrapeError):
    """A site no longer has the structure its rules describe: a list suspiciously short, a page without its parts."""

    code = "site_changed"


class NetworkError(ScrapeError):
    """The fault is on our side of the network: nothing can be reached, so the run did not happen."""

    code = "network"
    exit_status = 3


class FetchError(ScrapeError):
    """An address could not be fetched."""

    code = "fetch"

    def instead_of(self, url: str) -> FetchError:
        """The same error, told of `url`, which was not asked because of it."""
        # Not by copy(), which calls the class with the message alone.
        told = type(self).__new__(type(self))
        told.__dict__ |= self.__dict__
        told.args = (f"{url}: not asked: {self}",)
        return told


class RetryableError(FetchError):
    """May work when asked again; `retry_after` is what the server said, in seconds.

    `most_attempts` is for what seldom passes within a minute: a name that is not known, a host that takes no connection.
    """

    def __init__(self, message: str, retry_after: float | None = None, most_attempts: int | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        self.most_attempts = most_attempts


class RefusedError(FetchError):
    """The server refuses us (401, 403, 451) or knows no such request (other 4xx)."""

    code = "refused"

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class GoneError(FetchError):
    """The address no longer has its document: `reason` is the status (404, 410) or what its page says instead, `at` when."""

    code = "gone"

    def __init__(self, message: str, reason: str, at: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.at = at


class RateLimitedError(RetryableError):
    """The server asks us to slow down (429)."""

    code = "rate_limited"


class ServerError(RetryableError):
    """The server failed (5xx)."""

    code = "server_error"

    def __init__(self, message: str, status: int, retry_after: float | None = None) -> None:
        super().__init__(message, retry_after)
        self.status = status


class ConnectionFailedError(RetryableError):
    """No connection, or it broke off before the answer was whole."""

    code = "connection"


class SlowError(RetryableError):
    """Connecting, an answer or the whole download took longer than allowed."""

    code = "timeout"


class TruncatedError(RetryableError):
    """Fewer bytes came than the server announced."""

    code = "truncated"


class TooLargeError(FetchError):
    """The body is larger than allowed, or has no end."""

    code = "too_large"


class WrongContentError(FetchError):
    """The bytes are not of a kind that was asked for, such as an error page in place of a PDF."""

    code = "wrong_content"


class RedirectError(FetchError):
    """Redirected in a loop, too often, or to a host this request may not go to."""

    code = "redirect"


class PrivateAddressError(FetchError):
    """The host's name leads to a private, loopback or otherwise not public network address."""

    code = "private_address"


class RobotsError(FetchError):
    """The site's robots.txt asks programs to stay away from this address."""

    code = "robots"


class CertificateError(FetchError):
    """The server's certificate does not prove that it is the host asked for."""

    code = "certificate"


class ChallengeError(FetchError):
    """A page that tests for people came instead of the content."""

    code = "challenge"


class HostSuspendedError(FetchError):
    """The host has been left alone for the rest of this run after what it answered before."""

    code = "host_suspended"

    def __init__(self, message: str, host: str) -> None:
        super().__init__(message)
        self.host = host


class ProxyError(FetchError):
    """The proxy that the environment names does not let us through."""

    code = "proxy"
