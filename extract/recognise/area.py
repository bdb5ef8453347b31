"""Which area a document is about, from the names it uses and the places it uses them in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from extract.model.context import AreaName, Context
from extract.model.document import Document, Kind
from extract.recognise.publisher import Publisher

# The opening of a document names its area; what follows names neighbours, partners and places as well.
_OPENING_CHARS = 6_000
# A heading of more characters is no area's name alone; what may stand round the name.
_LONGEST_NAME, _AROUND_NAME = 60, " .:;-–0123456789)("
# A file's own title is often left over from another document.
_TITLE_WEIGHT = 2
_CUE_WEIGHT = 4
_HEADING_WEIGHT = 3
# So far ahead of every other area that reading on changes nothing: a heading that says "inspection of <area>".
_DECISIVE_LEAD = _CUE_WEIGHT * _HEADING_WEIGHT
# Words that make a name an area's: before it, or after it.
_BEFORE = r"(?:inspection (?:of|in)(?: the)?|revisit (?:of|in|to)|area of|local area (?:of|in)|SEND in|send .{0,20}\bin|council of)\s+"
_AFTER = (
    r"(?:['’]s)?\s+(?:(?:metropolitan|county|city|borough|unitary|district)\s+)*"
    r"(?:council|local area|local authority|area SEND|SEND|clinical commissioning|CCG|parent carer)"
)
# A body's name is its own cue.
_BODY = re.compile(r"\b(?:ccg|icb|trust|board)$")
# "E09000003"; "LA code: 302"; "URN 80487".
_CODE = re.compile(
    r"\b(?P<gss>E(?:06|08|09|10)\d{6})\b|\b(?i:(?:LA|local authority|authority|DfE|council)\s+(?:code|number|no\.?)|URN|unique reference"
    r"(?: number)?)\W{0,4}(?P<number>\d{3}|8\d{4}|\d{7})\b"
)
# Area names that are also English words, or parts of other names: they count only with a cue.
_COMMON_WORDS = frozenset({"reading", "bury", "kent", "bath", "stoke", "hull", "poole"})

NOBODY = Publisher()


def find_area(document: Document, context: Context, publisher: Publisher = NOBODY) -> str | None:
    """The area_id of the area the document is about; None where no area's name stands out.

    What a person said (`context.area_id`) is certain, and a council's own host is next. Otherwise every name and alias scores by where it stands: in a
    title or a heading, beside words such as "inspection of" or "County Council", in running text. Longer names win over
    names inside them ("East Sussex" is not "Sussex", "Derbyshire" not "Derby"). Where no name stands out, a code of the
    public registers tells, or a third party's host that has an area's name in it.
    """
    if context.area_id is not None:
        return context.area_id
    if not context.areas:
        return None
    if publisher.kind == "council" and publisher.area_id is not None:
        return publisher.area_id
    pattern, ids = _gazetteer(context.areas)
    if _parts_are_areas(document, pattern, ids):
        return None
    scores: Counter[str] = Counter()
    named = document.title or ""
    _score(named, pattern, ids, scores, weight=_TITLE_WEIGHT)
    if document.site and document.site not in named:
        _score(document.site, pattern, ids, scores, weight=_TITLE_WEIGHT)
    seen = 0
    for block in document.blocks:
        weight = _HEADING_WEIGHT if block.kind is Kind.HEADING else 1
        _score(block.text, pattern, ids, scores, weight=weight)
        seen += len(block.text)
        if (seen > _OPENING_CHARS and scores) or (weight > 1 and _lead(scores) >= _DECISIVE_LEAD):
            break
    if _lead(scores) > 0:
        return scores.most_common(1)[0][0]
    return _by_code(document, context.areas) or publisher.area_id


def _parts_are_areas(document: Document, pattern: re.Pattern[str], ids: Mapping[str, str]) -> bool:
    """Whether headings that are nothing but names of areas part the document: it is about each of them in its place."""
    parts: set[str] = set()
    for block in document.blocks:
        if block.kind is Kind.HEADING and len(block.text) <= _LONGEST_NAME:
            match = pattern.search(block.text)
            if match is not None and match["name"].casefold() == block.text.strip(_AROUND_NAME).casefold():
                parts.add(ids[match["name"].casefold()])
    return len(parts) > 1


def _by_code(document: Document, areas: tuple[AreaName, ...]) -> str | None:
    """The one area whose code stands in the document; three digits and a URN count only after words that say so."""
    codes = {code: area.area_id for area in areas for code in area.codes}
    found = {
        codes[code] for match in _CODE.finditer(document.text) if (code := match["gss"] or match["number"]) in codes
    }
    return found.pop() if len(found) == 1 else None


def _lead(scores: Counter[str]) -> int:
    """How far the first area is ahead of the second."""
    (first, second) = [*(score for _, score in scores.most_common(2)), 0, 0][:2]
    return first - second


def _score(text: str, pattern: re.Pattern[str], ids: Mapping[str, str], scores: Counter[str], *, weight: int) -> None:
    for match in pattern.finditer(text):
        name = match["name"].casefold()
        has_cue = match["before"] is not None or match["after"] is not None or _BODY.search(name) is not None
        if name in _COMMON_WORDS and not has_cue:
            continue
        scores[ids[name]] += weight * (_CUE_WEIGHT if has_cue else 1)


@lru_cache(maxsize=4)
def _gazetteer(areas: tuple[AreaName, ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    ids: dict[str, str] = {}
    for area in areas:
        for name in (area.name, *area.aliases, *area.bodies):
            ids.setdefault(name.casefold(), area.area_id)
    known = {name for area in areas for name in (area.name, *area.aliases, *area.bodies)}
    # Covers print names in capitals.
    names = sorted(known | {name.upper() for name in known if len(name) > 3}, key=len, reverse=True)
    choice = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names)
    return re.compile(rf"(?P<before>(?i:{_BEFORE}))?\b(?P<name>{choice})\b(?P<after>(?i:{_AFTER}))?"), ids
