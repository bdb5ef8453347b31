"""What every command shares: its options, its progress bars, how it ends when something is wrong."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

T = TypeVar("T")
_SECONDS_BETWEEN_LINES = 60


@dataclass(frozen=True)
class CommonOptions:
    """What holds for every command."""

    data: Path
    quiet: bool = False
    verbose: bool = False

    @property
    def database(self) -> Path:
        """The data folder's database."""
        return self.data / "send.db"

    def say(self, line: str) -> None:
        """A summary line, unless quiet."""
        if not self.quiet:
            click.echo(line)

    def progress(self, things: Iterable[T], total: int | None, *, label: str) -> Iterable[T]:
        """A progress bar around a loop, only where a person watches it."""
        if self.quiet or not sys.stderr.isatty():
            return things
        from tqdm import tqdm

        return tqdm(things, total=total, desc=label, leave=False)

    @contextmanager
    def ticking(self, total: int, *, label: str) -> Iterator[Callable[[object], None]]:
        """A progress bar that each call moves by one; where nobody watches, a line on stderr about once a minute."""
        if self.quiet:
            yield lambda _done: None
            return
        if not sys.stderr.isatty():
            yield _Minutes(total, label)
            return
        from tqdm import tqdm

        with tqdm(total=total, desc=label, leave=False) as bar:

            def tick(_done: object) -> None:
                bar.update()

            yield tick


class _Minutes:
    """Counts what is done and says so on stderr when a minute has passed: logs show that a long run is alive."""

    def __init__(self, total: int, label: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._total, self._label, self._clock = total, label, clock
        self._done = 0
        self._told = clock()

    def __call__(self, _done: object) -> None:
        self._done += 1
        if self._clock() - self._told >= _SECONDS_BETWEEN_LINES:
            self._told = self._clock()
            click.echo(f"sendkb: {self._done} of {self._total} {self._label} done", err=True)


class Commands(click.Group):
    """Turns wrong usage (exit status 2) and the project's own errors (1) into one line on stderr; others are ours to mend."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Take in the options that stand before the command."""
        with _usage_in_one_line():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            with _usage_in_one_line():
                return super().invoke(ctx)
        except BrokenPipeError:
            # Whoever read our output has seen enough ("| head"): Click ends quietly.
            raise
        except own_errors() as error:
            fail(str(error), getattr(error, "exit_status", 1))


@contextmanager
def _usage_in_one_line() -> Iterator[None]:
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        # A group of commands without one of them: Click shows its help.
        raise
    except click.UsageError as error:
        more = f": see {error.ctx.command_path} --help" if error.ctx else ""
        fail(f"{error.format_message().rstrip('.')}{more}", error.exit_code)


def own_errors() -> tuple[type[Exception], ...]:
    """Errors whose message says in one line what to do."""
    from db.errors import DatabaseError
    from extract.model.errors import ExtractError
    from scrape.errors import ScrapeError

    return DatabaseError, ExtractError, ScrapeError, OSError


def fail(message: str, exit_status: int = 1) -> NoReturn:
    """End with one line on stderr."""
    click.echo(f"sendkb: {' '.join(message.split())}", err=True)
    sys.exit(exit_status)


def list_problems(problems: Sequence[str]) -> None:
    """End with exit status 1 and the problems on stderr, where there are any."""
    for problem in problems:
        click.echo(f"sendkb: {' '.join(problem.split())}", err=True)
    if problems:
        sys.exit(1)
