"""How pledges are worded: patterns of figures, of what they measure, and of the day they are due."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extract.language.dates import MONTH_NAMES
from extract.language.sentences import short_spans
from extract.model.document import squash
from extract.targets.words import TargetWords, target_words

NUMBER = r"(?<!\d)£?\d[\d,]*(?:\.\d+)?"
_WHEN = (
    r"(?:\d+|an?|two|three|four|five|six|nine|ten|twelve|eighteen|twenty[- ]four)[\s-]*(?:month|year)s?(?:['’] time)?"
    rf"|(?:\d{{1,2}}\s?(?:st|nd|rd|th)?\s+)?(?:{MONTH_NAMES})\b\.?(?:\s+(?:20)?\d\d(?!\d))?(?:\s+(?:next|this) year)?"
    r"|(?:q|quarter\s*)[1-4]\b(?:\s*(?:of\s*)?(?:20)?\d\d(?:\s*[/–-]\s*\d\d(?:\d\d)?)?)?"
    r"|(?:autumn|spring|summer)\b(?:\s+term)?(?:\s+20\d\d(?:\s*[/–-]\s*\d\d)?)?|easter\b(?:\s+20\d\d)?|christmas\b(?:\s+20\d\d)?"
    r"|\d{1,2}/\d{1,2}/(?:20)?\d\d|(?:academic|school|financial) year(?:\s+20\d\d\s*[/–-]\s*\d\d)?"
    r"|20\d\d(?:\s*[/–-]\s*(?:20)?\d\d)?(?!\d)"
)
BY = re.compile(
    r"\b(?:by|before|until|within|in|over|during|from)\s+(?:the\s+)?(?:(?:end|start|beginning|close)\s+of\s+)?(?:the\s+)?"
    rf"(?:(?:next|coming|following)\s+)?(?:{_WHEN})"
    # In brackets a date needs no word before it: "60% (July 2021)".
    rf"|(?<=\()(?:{_WHEN})(?=\))",
    re.IGNORECASE,
)
_NOW = r"now|currently|at present|today|(?:at |the )?baseline"
# "80% of plans shared by May 2021 (baseline 28%)", "no child waits more than 18 weeks, down from 143"
BASELINE_AFTER = re.compile(
    r"(?:\(\s*(?:(?:the|from|current|a|our)\s+)*(?:baseline|currently|now|from)\b[^\d%()]{0,20}(?=[^()]{1,40}\))"
    r"|,?\s*\b(?:(?:down|up|rising|falling)\s+from|(?:from|against)\s+(?:an?|the|our)\s+(?:starting point|baseline|current level)\s+of)\s+)"
    rf"(?P<baseline>{NUMBER})",
    re.IGNORECASE,
)
_BASELINE = re.compile(r"\b(?:baseline|current(?:ly)?)\b[^\d%]{0,25}\d", re.IGNORECASE)
_TARGET = re.compile(r"\s*(?:the |our )?target\b", re.IGNORECASE)
_TARGET_WORD = re.compile(r"\btarget\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?:[^.;\n•]|\.(?=\d)|(?<=\d)\.(?=\S)|(?<!\n)\n(?![\n•]))+")
_WILL_BE = re.compile(r"\s(?:will be|to be|should be|shall be|must be)\s", re.IGNORECASE)
OPENING_BY = re.compile(r"\s*(?=(?:by|before|(?:within|in|over) the next)\b)" + BY.pattern, re.IGNORECASE)
_LEADING = re.compile(
    r"^(?:[\s,:–-]+|(?:and|that|the|our|we|its|their|an?|of|will|to|by|overall|in|all|plans? to|target|is|are|be|been)\b)+",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?:[\s,:(–-]+|\b(?:will|shall|should|must|to|be|is|are|has|have|expected|set|aims?|aiming|we|target|and|of|the|from|an?|baseline|at|reach|reached|stand|currently)\b)+$",
    re.IGNORECASE,
)


@cache
def pledge_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Patterns of a figure in its wording, the most telling first, by name; the figure is the group `target`."""
    words = target_words()
    unit = rf"\s*[-–]?\s*(?P<{{}}>{words.any_unit})(?![a-z])"
    comparator = rf"(?:(?P<cmp>{words.any_comparator})\s*)?"
    figure = rf"(?P<target>{NUMBER})(?:{unit.format('unit')})?(?:\s*(?P<after>{words.any_after}))?"
    baseline = rf"(?:(?:the|a|an|its)?\s*(?:current|baseline(?: of)?|average of)?\s*)(?P<baseline>{NUMBER})(?:{unit.format('unit0')})?"
    note = r"(?:\s*\([^()]{2,40}\)|\s+(?:in|at|as of)\s+[\w ]{3,18}?)?"
    return tuple(
        (name, re.compile(pattern, re.IGNORECASE))
        for name, pattern in (
            ("from_to", rf"\bfrom\s+{baseline}{note}\s*(?:up |down )?(?:to|[-–→])\s*{comparator}{figure}"),
            (
                "from_to_things",
                rf"\bfrom\s+(?P<baseline>{NUMBER})\s+(?P<what>[a-z][a-z '’-]{{2,40}}?)\s+(?:up |down )?to\s+{comparator}(?P<target>{NUMBER})\s+(?P=what)\b",
            ),
            (
                "base_target",
                rf"\b(?:baseline|current(?:ly)?)\b[^\d%]{{0,25}}(?P<baseline>{NUMBER})(?:{unit.format('unit0')})?[^\d%]{{0,60}}?\btarget\b[^\d%]{{0,25}}?{comparator}{figure}",
            ),
            (
                "now_then",
                rf"(?P<baseline>{NUMBER})(?:{unit.format('unit0')})?\s*\(?(?:{_NOW})\)?\s*(?:,|[-–→]|\band\b|\b(?:rising |falling |moving )?to\b)\s*{comparator}{figure}",
            ),
            (
                "change",
                rf"\b(?P<verb>{words.any_direction})\b(?P<what>[^.;]{{0,90}}?)\bby\s+{comparator}(?P<target>{NUMBER})\s*(?P<unit>%|per ?cent|percentage points?)",
            ),
            (
                "change_noun",
                rf"{comparator}(?P<target>{NUMBER})\s*(?P<unit>%|per ?cent|percentage points?)\s+(?P<verb>{words.change_nouns})\s+(?:in|of)\s+(?P<what>[^.;]+)",
            ),
            (
                "yearly",
                rf"(?P<year>(?<!\d)20\d\d(?:/\d\d)?)\s*[-–:=]\s*{comparator}(?P<target>{NUMBER}){unit.format('unit')}",
            ),
            (
                "share",
                rf"(?<![-–\d]){comparator}(?P<target>\d{{1,3}}(?:\.\d+)?)\s*(?P<unit>%|per ?cent)(?:\s*(?P<after>{words.any_after}))?\s+(?:of\s+)(?P<what>[^.;]+)",
            ),
            (
                "make",
                rf"\b(?:{words.making})\b\s+{comparator}(?:an?\s+)?(?:additional\s+|extra\s+|further\s+)?(?P<target>{NUMBER})(?![%\d/])\s+(?P<what>(?:[a-z][\w'’-]*\s*(?:,\s)?){{1,7}})",
            ),
            (
                "to",
                rf"\b(?:to|reach(?:es)?|achieve|be|is|are|target(?: of|:)?|at|:)\s*{comparator}(?P<target>{NUMBER}){unit.format('unit')}(?:\s*(?P<after>{words.any_after}))?",
            ),
            ("limit", rf"\b(?P<cmp>{words.any_comparator})\s*(?P<target>{NUMBER}){unit.format('unit')}"),
            (
                "count",
                rf"^\W*{comparator}(?P<target>{NUMBER})(?![%\d/.])\s+(?P<what>(?:[a-z][\w'’-]*\s*(?:,\s)?){{1,7}})",
            ),
            (
                "bare",
                rf"(?<![\d/]){comparator}(?P<target>{NUMBER}){unit.format('unit')}(?:\s*(?P<after>{words.any_after}))?",
            ),
        )
    )


def pledge_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where sentences begin and end; "Baseline 15%. Target 80% by May." is one, told in two. None is longer
    than sentences are (`sentences.LONGEST`)."""
    spans: list[tuple[int, int]] = []
    for match in _SENTENCE.finditer(text):
        is_second = _TARGET.match(match[0]) and spans and _BASELINE.search(text, *spans[-1])
        if is_second and not _TARGET_WORD.search(text, *spans[-1]):
            spans[-1] = (spans[-1][0], match.end())
        else:
            spans.append(match.span())
    for start, end in spans:
        yield from short_spans(text, start, end)


def measure_before(before: str, words: TargetWords, after: str) -> str:
    """What is measured, from the words before the figure: after the verb ("reduce waits") or before it ("waits fall")."""
    verbs = list(re.finditer(rf"\b(?:{words.any_direction})\b", before, re.IGNORECASE))
    if verbs:
        behind = trim_measure(before[verbs[-1].end() :])
        measure = behind if len(behind) > 2 else trim_measure(before[: verbs[-1].start()])
    else:
        measure = trim_measure(before)
    if len(measure) < 3:  # "from 8% to 60% of plans issued in time"
        measure = trim_measure(BY.sub("", after))
    for cut in (" so that ", " ensuring that ", " ensure that ", " ensure ", ": "):
        if cut in measure:
            measure = measure.rsplit(cut, 1)[1]
    return trim_measure(measure)


def count_phrase(text: str, words: TargetWords) -> tuple[str, str] | None:
    """The counted thing and its unit: as many words as end in a noun that is counted; None where there is none."""
    tokens = text.split()
    for length in range(len(tokens), 0, -1):
        noun = tokens[length - 1].strip(",")
        unit = words.code(noun, words.counted) or (
            length > 1 and words.code(" ".join(tokens[length - 2 : length]), words.counted)
        )
        if unit and not any(
            t.lower() in ("in", "for", "to", "by", "and", "across", "with", "at", "on", "from") for t in tokens[:length]
        ):
            return squash(" ".join(tokens[:length])).strip(","), unit
    return None


def find_by(sentence: str, start: int) -> tuple[str, int] | None:
    """The first wording of a date after `start`, or before the figure at the sentence's beginning ("By July 2021, ...")."""
    match = BY.search(sentence, start) or OPENING_BY.match(sentence)
    return (squash(match[0]), match.start()) if match else None


def without_when(text: str) -> str:
    """`text` up to where it begins to say by when, or from where."""
    ends = [match.start() for pattern in (BY, BASELINE_AFTER) if (match := pattern.search(text))]
    return text[: min(ends, default=len(text))]


def trim_measure(text: str) -> str:
    """A measure's words without the articles, verbs and marks that stood around it: "plans to be issued in time" is
    "plans issued in time"."""
    trimmed = _TRAILING.sub("", _LEADING.sub("", squash(text))).strip(" ,:;()–-")
    return _WILL_BE.sub(" ", trimmed)
