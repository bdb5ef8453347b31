"""How each host has answered so far in a run: which are better left alone, and when it is our own network that fails."""

from __future__ import annotations

from dataclasses import dataclass, field

from scrape.errors import (
    CertificateError,
    ChallengeError,
    ConnectionFailedError,
    FetchError,
    HostSuspendedError,
    NetworkError,
    ProxyError,
    RateLimitedError,
    RefusedError,
    ServerError,
    SlowError,
)

# A host that fails this often in a row, each time after every retry, is left alone for the rest of the run.
_SILENCES_TO_GIVE_UP = 2
_REFUSALS_TO_GIVE_UP = 3
# So many hosts in a row failing one way, with none answering: before any host has answered, and after one has.
_HOSTS_TO_STOP_AT, _HOSTS_TO_STOP_LATER = 3, 12
_OUR_SIDE = (ProxyError, CertificateError, ConnectionFailedError, SlowError)
_ADVICE = {
    "proxy": "every request goes by the proxy that HTTPS_PROXY names; check its address and the user:password@ in it, or ask who runs it",
    "certificate": "no certificate holds; name your network's bundle in REQUESTS_CA_BUNDLE, and check the clock",
    "connection": "no host can be reached; check the network, DNS and HTTPS_PROXY",
    "timeout": "no host answers in time; check the network, the firewall and HTTPS_PROXY",
}


@dataclass(frozen=True, slots=True)
class Suspension:
    """Why a host is left alone; one that `may_pass` is worth asking again at the end of a run."""

    reason: str
    may_pass: bool


@dataclass(slots=True)
class _Host:
    answers: int = 0
    silences: int = 0
    refusals: int = 0
    suspension: Suspension | None = None
    is_on_probation: bool = False


@dataclass(slots=True)
class HostHealth:
    """Accounts of hosts; `suspended` says which are left alone, and why."""

    _hosts: dict[str, _Host] = field(default_factory=dict)
    _failing: dict[str, list[str]] = field(default_factory=dict)
    _has_answered: bool = False

    @property
    def suspended(self) -> dict[str, Suspension]:
        """The hosts that are left alone now."""
        return {name: host.suspension for name, host in self._hosts.items() if host.suspension is not None}

    def check(self, host: str, url: str) -> None:
        """Raise `HostSuspendedError` where `host` is left alone, `ConnectionFailedError` where it has long been silent."""
        account = self._of(host)
        if account.silences >= _SILENCES_TO_GIVE_UP:
            raise ConnectionFailedError(f"{url}: not asked, since {host} does not answer: check that the site is up.")
        suspension = account.suspension
        if suspension is not None:
            raise HostSuspendedError(
                f"{url}: not asked, since {host} {suspension.reason}: run the update again later.", host
            )

    def note_answer(self, host: str) -> None:
        """`host` answered as it should, be it that the address is not there."""
        account = self._of(host)
        account.answers += 1
        account.silences = account.refusals = 0
        account.is_on_probation = False
        self._failing.clear()
        self._has_answered = True

    def note_failure(self, host: str, error: FetchError) -> None:
        """`host` failed after every retry. Raises `NetworkError` where it is plain that the fault is on our side."""
        account = self._of(host)
        if isinstance(error, RateLimitedError):
            account.suspension = Suspension("asks us to slow down", may_pass=False)
        elif isinstance(error, ChallengeError):
            account.suspension = Suspension("asks for proof of being a person", may_pass=False)
        elif isinstance(error, RefusedError | ServerError):
            self._note_refusal(account, error)
        elif isinstance(error, ConnectionFailedError | SlowError):
            account.silences += 1
        if isinstance(error, _OUR_SIDE):
            self._note_our_side(host, error)
        elif not isinstance(error, HostSuspendedError):
            self._failing.clear()
            self._has_answered = True

    def _note_refusal(self, account: _Host, error: RefusedError | ServerError) -> None:
        account.refusals += 1
        if account.refusals >= _REFUSALS_TO_GIVE_UP or account.is_on_probation:
            asked = account.answers + account.refusals
            account.suspension = Suspension(f"turned us away after {asked} requests ({error.status})", may_pass=True)

    def _note_our_side(self, host: str, error: FetchError) -> None:
        hosts = self._failing.setdefault(error.code, [])
        if host not in hosts:
            hosts.append(host)
        enough = _HOSTS_TO_STOP_LATER if self._has_answered else _HOSTS_TO_STOP_AT
        if len(hosts) >= enough:
            raise NetworkError(
                f"{', '.join(hosts[:3])}: {len(hosts)} hosts in a row fail the same way, the last with: {error} "
                f"The run stops here: {_ADVICE[error.code]}."
            )

    def give_another_chance(self) -> frozenset[str]:
        """Lift the suspensions that may have passed; which hosts those are. One more refusal suspends them again."""
        lifted = [name for name, why in self.suspended.items() if why.may_pass]
        for name in lifted:
            account = self._of(name)
            account.suspension = None
            account.is_on_probation = True
        return frozenset(lifted)

    def _of(self, host: str) -> _Host:
        return self._hosts.setdefault(host, _Host())
