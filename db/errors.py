"""What can go wrong at a build or an export; every message says what to do about it."""

from __future__ import annotations


class DatabaseError(Exception):
    """Base of this package's errors. `exit_status` is what a command that meets one ends with: 2 is wrong usage."""

    exit_status = 1


class BuildRunningError(DatabaseError):
    """Another process is building in the same data folder."""


class NoDatabaseError(DatabaseError):
    """There is no database yet."""


class BadCorrectionsError(DatabaseError):
    """`corrections.csv` as a whole cannot be read; a single bad row is a row of `problems` instead."""


class CorrectionError(DatabaseError):
    """One correction cannot be applied; says why."""


class BadFactsError(DatabaseError):
    """A row of the project's own fact tables (db/reference) is not of their form."""


class UnknownAreaError(DatabaseError):
    """A name no area goes by."""

    exit_status = 2


class ServeError(DatabaseError):
    """The site cannot be served."""


class DiskError(DatabaseError):
    """The database cannot be written where it should be."""


class NoItemError(DatabaseError):
    """No weakness, strength or action has the id asked for."""


class SettingError(DatabaseError):
    """A setting of the environment is not of its kind."""

    exit_status = 2


class MissingExtraError(DatabaseError):
    """A library that only this command needs is not installed."""


class SchedulerError(DatabaseError):
    """The Dask scheduler that should hand out documents cannot be used, or was lost."""


class BrokenProgramError(DatabaseError):
    """The extractors or their patterns do not load, so that no document can be read."""


class BrokenBuildError(DatabaseError):
    """The new database does not hold together; the previous one stays."""
