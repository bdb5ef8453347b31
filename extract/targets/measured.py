"""What a pledge measures and in what unit, by the pattern that found it: one rule for each kind of pattern."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from extract.model.document import squash
from extract.targets.patterns import count_phrase, find_by, measure_before, trim_measure, without_when
from extract.targets.words import target_words

_WHOLE = 100  # per cent: no share is larger
_TIMES = frozenset({"days", "weeks", "months", "hours", "years"})
_WAITS = re.compile(r"\bwait\w*|\btak(?:e|es|ing)\b|\bdelay\w*|\boverdue\b|\bopen\b|\bout of school\b", re.IGNORECASE)
_NOBODY = re.compile(r"\b(?:no|nobody|none|not|zero|never|without)\b", re.IGNORECASE)
_WHAT_FOLLOWS = (
    "share",
    "make",
    "count",
    "change_noun",
    "from_to_things",
)  # patterns whose measure stands after the figure


@dataclass(frozen=True, slots=True)
class Figure:
    """A pledge's figure: the match it stands in, its value, and its unit if one is printed."""

    match: re.Match[str]
    target: float
    unit: str | None

    @property
    def what(self) -> str:
        """The words that the pattern took for the measure."""
        return self.match["what"] or ""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a figure measures and in what unit."""

    measure: str
    unit: str | None


def value_of(text: str) -> float:
    """The number printed, without its pound sign and commas."""
    return float(text.lstrip("£").replace(",", ""))


def figure_of(match: re.Match[str]) -> Figure:
    """The figure a pattern found; a pound sign is its unit."""
    words, groups = target_words(), match.groupdict()
    is_money = match["target"].startswith("£")
    unit = "pounds" if is_money else words.code(groups.get("unit") or groups.get("unit0"), words.units)
    return Figure(match, value_of(match["target"]), unit)


def measured(name: str, figure: Figure) -> Measured | None:
    """What the figure found by the pattern `name` measures; None where it is no pledge or its measure is no words."""
    found = _RULES.get(name, _before_the_figure)(figure)
    return found if found and _is_worded(found.measure) else None


def due(name: str, match: re.Match[str]) -> tuple[str, int] | None:
    """By when: the words and where they stand; a table of years gives the figure's own year."""
    if name == "yearly":
        return match["year"], match.start("year")
    return find_by(match.string, match.start("what") if name in _WHAT_FOLLOWS else match.end())


def _is_worded(measure: str) -> bool:
    return bool(re.search(r"[A-Za-z]{3}", measure)) and not measure.lower().startswith("baseline")


def _things_made(figure: Figure) -> Measured | None:
    phrase = count_phrase(figure.what, target_words())
    return Measured(*phrase) if phrase else None


def _people_counted(figure: Figure) -> Measured | None:
    """ "40 young people take part": what they do belongs to the measure."""
    counted = _things_made(figure)
    match = figure.match
    said = match.string[match.start("what") :]
    return Measured(trim_measure(without_when(said)), counted.unit) if counted else None


def _share_of(figure: Figure) -> Measured | None:
    return None if figure.target > _WHOLE else _change_in(figure)


def _change_in(figure: Figure) -> Measured:
    return Measured(trim_measure(without_when(figure.what)), figure.unit)


def _changed_by(figure: Figure) -> Measured:
    """ "Reduce exclusions by 20%", or "exclusions fall by 20%"."""
    before = figure.match.string[: figure.match.start("verb")]
    return Measured(trim_measure(figure.what) or trim_measure(before), figure.unit)


def _figure_of_a_year(figure: Figure) -> Measured:
    named = re.split(r":|20\d\d", figure.match.string, maxsplit=1)[0]
    return Measured(trim_measure(named), figure.unit)


def _before_the_figure(figure: Figure) -> Measured:
    match = figure.match
    sentence = match.string
    before, after = sentence[: match.start()], sentence[match.end() :]
    return Measured(measure_before(before, target_words(), after), figure.unit)


def _things_from_to(figure: Figure) -> Measured:
    """ "From 9 places to 30 places" measures the things themselves, unless words before say more."""
    before = measure_before(figure.match.string[: figure.match.start()], target_words(), "")
    thing = count_phrase(figure.what, target_words())
    return Measured(before if _is_worded(before) else squash(figure.what), thing[1] if thing else None)


def _level(figure: Figure) -> Measured | None:
    return None if _is_no_level(figure) or _is_threshold(figure) else _before_the_figure(figure)


def _is_threshold(figure: Figure) -> bool:
    """Whether a figure only says who is counted: "children waiting over 52 weeks fall from 340 to 0".

    "No child waits more than 18 weeks" promises the figure itself.
    """
    match = figure.match
    compared = target_words().code(match.groupdict().get("cmp"), target_words().comparators)
    before = match.string[: match.start("target")]
    is_of_waits = _WAITS.search(before) is not None
    return compared == "at_least" and is_of_waits and figure.unit in _TIMES and not _NOBODY.search(before)


def _limit(figure: Figure) -> Measured | None:
    """A limit is one of time: "within 6 weeks" of waiting or taking."""
    found = _level(figure)
    return found if found and re.search(r"\bwait|\btime|\btake", found.measure, re.IGNORECASE) else None


def _is_no_level(figure: Figure) -> bool:
    """Years are ages: "services for 18- to 25-year-olds"."""
    is_over_whole = figure.unit == "percent" and figure.target > _WHOLE
    return figure.unit == "years" or is_over_whole or _is_statutory_limit(figure.match)


def _is_statutory_limit(match: re.Match[str]) -> bool:
    """Whether "within 20 weeks" only names the law's limit for EHC plans and is no pledge of its own."""
    is_limit = bool(re.search(r"\b(?:20|6|16)[- ]weeks?\b", match[0]))
    return is_limit and bool(re.search(r"\bEHC|\bplans?\b|\badvice\b", match.string))


_RULES: dict[str, Callable[[Figure], Measured | None]] = {
    "make": _things_made,
    "from_to_things": _things_from_to,
    "count": _people_counted,
    "share": _share_of,
    "change_noun": _change_in,
    "yearly": _figure_of_a_year,
    "change": _changed_by,
    "to": _level,
    "limit": _limit,
    "bare": _level,
}
