"""Counts of right, surplus and missed, and what is computed from them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """`right` matched, `surplus` extracted but not asked for, `missed` asked for but not extracted."""

    right: int = 0
    surplus: int = 0
    missed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.surplus + other.surplus, self.missed + other.missed)

    @property
    def precision(self) -> float | None:
        """Share of what was extracted that is right; None where nothing was extracted."""
        return self.right / (self.right + self.surplus) if self.right + self.surplus else None

    @property
    def recall(self) -> float | None:
        """Share of what was asked for that was extracted; None where nothing was asked for."""
        return self.right / (self.right + self.missed) if self.right + self.missed else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None where there was nothing to find and nothing was found."""
        total = 2 * self.right + self.surplus + self.missed
        return 2 * self.right / total if total else None


def same(found: object, wanted: object) -> Tally:
    """The tally of one value: right where equal; both surplus and missed where another value was found."""
    if found == wanted:
        return Tally(right=1)
    return Tally(surplus=int(found is not None), missed=int(wanted is not None))
