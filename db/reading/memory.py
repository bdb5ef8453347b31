"""How much memory this process has needed."""

from __future__ import annotations

import sys


def peak_megabytes() -> float | None:
    """The most memory that this process has held, None where the system does not tell."""
    if sys.platform == "win32":
        return None
    import resource

    # In bytes on a Mac, elsewhere in kibibytes.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1_000_000 if sys.platform == "darwin" else peak * 1024 / 1_000_000
