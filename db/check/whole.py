"""Whether a database that was just written holds together, before it takes the place of the one before."""

from __future__ import annotations

import sqlite3

from db.errors import BrokenBuildError

_SHOWN = 3


def check_whole(connection: sqlite3.Connection) -> None:
    """Ask SQLite whether the file is sound and every reference is to a row that is there.

    Raises `BrokenBuildError`, which names the first faults.
    """
    try:
        told = [str(line) for (line,) in connection.execute(f"PRAGMA integrity_check({_SHOWN})") if line != "ok"]
        dangling = connection.execute("SELECT * FROM pragma_foreign_key_check LIMIT ?", (_SHOWN,)).fetchall()
    except sqlite3.OperationalError:
        raise  # the disk, not what is on it
    except sqlite3.DatabaseError as error:
        told, dangling = [str(error)], []
    told += [
        f"row {row} of {table} points to a row of {parent} that is not there" for table, row, parent, _ in dangling
    ]
    if told:
        raise BrokenBuildError(
            f"the new database does not hold together ({'; '.join(told)}): the previous one stays; check the disk, "
            "build again, and if that does not help report this to the maintainers"
        )
