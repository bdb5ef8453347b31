"""One assumption and whether it holds, and what is known of the sites beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from scrape.errors import NetworkError, ScrapeError
from scrape.http.fetcher import Fetcher
from scrape.patterns import load_patterns
from scrape.sites.collect import Collector
from scrape.updating.update import World


class State(StrEnum):
    """Whether an assumption holds."""

    OK = "ok"
    CHANGED = "changed"  # the site is not as our rules describe it
    BLOCKED = "blocked"  # we were not let in
    UNKNOWN = "unknown"  # it cannot be told


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """An assumption by its `name`: what was found, what was expected, and which file to edit where they differ.

    Without one that is fatal an update would bring nothing, or the wrong things; one that is ours (setup, network) keeps all
    others from being asked. `cause` is the host that kept us out and
    how (an error's code): what another check was told there is not told again.
    """

    name: str
    state: State
    found: str
    expected: str = ""
    edit: str = ""
    is_fatal: bool = False
    is_ours: bool = False
    cause: tuple[str, str] | None = None

    def as_line(self) -> str:
        """One line for a person."""
        line = f"{self.state:<8} {self.name}: {self.found}"
        if self.expected:
            line += f" (expected: {self.expected})"
        if self.state in {State.CHANGED, State.BLOCKED} and self.edit:
            line += f" -> {self.edit}"
        return line


@dataclass(frozen=True, slots=True)
class KnownProvider:
    """A provider's page with one document that is known to be on it, by its number or by its day."""

    area: str
    urn: str
    published: str
    file: str | None = None


@dataclass(frozen=True, slots=True)
class KnownPage:
    """A council's page on which at least one link is followed."""

    name: str
    url: str
    hint: str


@dataclass(frozen=True, slots=True)
class Expectations:
    """What the live sites are held against; the words are those of patterns/doctor.yml."""

    providers: tuple[KnownProvider, ...]
    letter: KnownProvider | None
    archived: str
    pages: tuple[KnownPage, ...]
    clock_minutes: float


@dataclass(frozen=True, slots=True)
class Bench:
    """What an examination is done with. `collector` writes nothing; `now` is when the answers came."""

    fetcher: Fetcher
    collector: Collector
    world: World
    expected: Expectations
    now: datetime


def find_closed(bench: Bench, url: str) -> str | None:
    """Why the site's robots.txt keeps us from `url`, or None where it does not: the check of robots tells it, no other."""
    try:
        bench.fetcher.check_robots(url)
    except NetworkError:
        raise
    except ScrapeError as error:
        return str(error)
    return None


def load_expectations() -> Expectations:
    """What patterns/doctor.yml describes."""
    data = load_patterns("doctor")
    return Expectations(
        providers=tuple(_provider(each) for each in data["providers"]),
        letter=_provider(data["letter"]),
        archived=data["archived"],
        pages=tuple(KnownPage(each["name"], each["url"], each["hint"]) for each in data["pages"]),
        clock_minutes=float(data["clock_minutes"]),
    )


def _provider(values: dict[str, Any]) -> KnownProvider:
    number = values.get("file")
    return KnownProvider(values["area"], values["urn"], str(values["published"]), str(number) if number else None)
