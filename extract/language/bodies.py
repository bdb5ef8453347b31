"""Names of responsible bodies: parted where one body ends and the next begins, and compared as people compare them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.model.document import squash

# Between two bodies in one cell. A plain split would break "NHS Buckinghamshire, Oxfordshire, and Berkshire West ICB".
_BETWEEN = re.compile(
    r"\s*[;\n/•]\s*|\s*,\s*(?:and\s+|&\s+)?|\s+(?:and|&)\s+"
    r"|\s+(?:(?:together|along|jointly|in\s+partnership)\s+)?with\s+(?=(?:the\s+)?[A-Z\ue000])"
)
# Two bodies on two lines of a narrow cell, with nothing between them but the line end.
_RUN_ON = re.compile(
    r"(?:(?<=Council)|(?<=Board)|(?<=ICB)|(?<=Authority)|(?<=Trust)|(?<=\)))\s+(?=[A-Z])(?=NHS\b|.*\b(?:Council|Board|ICB"
    r"|Health and Care Partnership|(?i:trusts?|schools?|colleges?|academies|settings|providers))\b)",
    re.DOTALL,
)
# The same after a name known as a whole (see `_mask`).
_RUN_ON_KNOWN = re.compile(r"(?<=\ue001)\s+(?=NHS\b|\ue000)")
_HARD = re.compile(r"[;\n•]")
# What a body's name ends with. Kinds of provider end one in the plural only: in "school and college leaders" "school" ends none.
_ENDS = re.compile(
    r"(?:council|authority|board|icbs?|ccgs?|groups?|trusts?|partnerships?|first|cic|forum|schools|academies|colleges"
    r"|(?:royal|london|metropolitan)?\s*borough|corporation|system|ics|place|providers|services?|England|settings|SENDIASS"
    r"|leaders|partners)"
    r"(?:\s*\([^)]*\))?\.?$",
    re.IGNORECASE,
)
# What a body's name begins with.
_BEGINS = re.compile(r"(?:the\s+)?(?:NHS\b|London Borough|Royal Borough|City of|Integrated Care Board)", re.IGNORECASE)
# The kind alone, which goes on a name that a comma or a line end cut: "NHS Exshire, Integrated Care Board".
_KIND_ALONE = re.compile(
    r"(?:NHS\s+)?(?:Integrated\s+Care\s+(?:Board|System)|Clinical\s+Commissioning\s+Group|ICB|CCG)s?(?=$|[\s,;(.])|\([A-Z]+\)",
    re.IGNORECASE,
)
# Councils whose names do not end in "Council". Of London's boroughs and the royal ones four have an "and" in their names.
_COUNCIL_OF = re.compile(
    r"(?:(?:London|Royal)\s+Borough|City|Council)\s+of\s+(?:the\s+)?[A-Z][\w’'-]+(?:\s+(?:upon\s+\w+|Forest|Hamlets|Corporation"
    r"|of\s+Scilly|(?:and|&)\s+(?:Dagenham|Fulham|Chelsea|Maidenhead)(?:\s+upon\s+\w+)?))?"
)
# An abbreviation after the name: "(ICB)", "(BSW ICB)".
_ABBREVIATION = re.compile(r"\s*\((?:[A-Z&]{2,}\s*)+\)$")
_JOINING = re.compile(
    r"^(?:(?i:(?:together |along |jointly )?with|and|including|plus)\s+)|^(?:The |the )?[Ll]eaders\s+(?:of|from|at|in|within)\s+(?:the\s+)?(?=[A-Z\ue000])"
)
_LABEL = re.compile(
    r"^name of (?:the )?(?:local )?(?:authority|icbs?|integrated care boards?|body|bodies)\s*:?\s*", re.IGNORECASE
)
_GENERIC = re.compile(
    r"\b(?:nhs|icbs?|ics|integrated care (?:boards?|system|partnership)|councils?|county|city|metropolitan|borough|district|"
    r"london|royal|the|of|local authority|and|area)\b|[^a-z ]"
)


def split_bodies(text: str, known: Iterable[str] = ()) -> tuple[str, ...]:
    """The bodies named in a cell, in order, each once, without an abbreviation in brackets after the name.

    `known` are names met elsewhere in the document (its details table): they are taken out whole first, which settles
    names that contain "and". Otherwise two bodies part where the words before end a body's name ("... Council", "...
    ICB") or the words after begin one ("NHS ..."), never at an "and" or comma inside a name. A bare place ("Exshire", as
    some details tables name the council) is no such name: it stands inside others.
    """
    masked, names = _mask(_RUN_ON.sub("\n", _LABEL.sub("", text.strip())), known)
    masked = _RUN_ON_KNOWN.sub("\n", masked)
    found: list[str] = []
    start = 0
    for gap in _BETWEEN.finditer(masked):
        before, after = masked[start : gap.start()].strip(), masked[gap.end() :].strip()
        if before and after and _parts(before, gap.group(), after, names):
            found.append(before)
            start = gap.end()
    found.append(masked[start:].strip())
    restored = (_restore(name, names) for name in found)
    return tuple(dict.fromkeys(name for name in restored if name))


def is_kind_alone(text: str) -> bool:
    """Whether a text is only a kind of body ("Integrated Care Board"): the end of a name that stands before it."""
    match = _KIND_ALONE.match(text.strip())
    return match is not None and not text.strip()[match.end() :].strip(" .()ICBG")


def _mask(text: str, known: Iterable[str]) -> tuple[str, dict[str, str]]:
    """The text with a sign for each name that is known as a whole, and the names by sign."""
    masked = text
    names: dict[str, str] = {}
    whole = {squash(name) for name in known if name and (_ENDS.search(name) or _BEGINS.match(name))}
    patterns = [
        re.compile(rf"(?<!\w){spaced}(?!\w)", re.IGNORECASE)
        for name in sorted(whole, key=len, reverse=True)
        for spaced in [r"\s+".join(map(re.escape, name.split()))]
    ]
    for pattern in (*patterns, _COUNCIL_OF):
        while match := pattern.search(masked):
            key = f"\ue000{len(names)}\ue001"
            names[key] = squash(match.group())
            masked = masked[: match.start()] + key + masked[match.end() :]
    return masked, names


def _parts(before: str, gap: str, after: str, names: dict[str, str]) -> bool:
    """Whether a gap between words parts two bodies.

    A line end inside a cell may be a wrapped name: it parts bodies only where something says so. What begins a body ends
    the one before, whatever that is: "NHS Suffolk and North East Essex and NHS ...".
    """
    if _KIND_ALONE.match(after):
        # "the local authority and ICB" are two, "NHS Exshire, Integrated Care Board" is one.
        return _ENDS.search(_restore(before, names)) is not None and not after.startswith("(")
    whole = before.endswith("\ue001") or _ENDS.search(before) is not None
    begins = after.startswith("\ue000") or _BEGINS.match(after) is not None
    return whole or begins or (_HARD.search(gap) is not None and ";" in gap)


def same_body(first: str, second: str) -> bool:
    """Whether two names are one body's, words such as NHS, ICB, Council, Borough aside."""
    return plain_name(first) == plain_name(second)


def plain_name(name: str) -> str:
    """A body's name without the words that tables word differently: "NHS Sussex ICB" is "sussex"."""
    return " ".join(_GENERIC.sub(" ", name.lower().replace("&", " and ")).split())


def _restore(text: str, names: dict[str, str]) -> str:
    for key, name in names.items():
        text = text.replace(key, name)
    name = squash(re.sub(r"\s*[,;]?\s*(?:\band|&)?\s*$", "", text)).strip(" ,;.")
    return _ABBREVIATION.sub("", _JOINING.sub("", name))
