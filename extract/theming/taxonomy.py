"""The themes there are: `extract/patterns/themes.yml` as dataclasses."""

from __future__ import annotations

from dataclasses import dataclass

from extract.patterns import load_patterns


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of the taxonomy; `theme_id` is the slug used in the database."""

    theme_id: str
    label: str
    definition: str


def _read_themes() -> tuple[Theme, ...]:
    rows = load_patterns("themes")["themes"]
    return tuple(Theme(row["id"], row["label"], " ".join(row["definition"].split())) for row in rows)


THEMES: tuple[Theme, ...] = _read_themes()
