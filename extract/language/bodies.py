"""Names of responsible bodies: parted where one body ends and the next begins, and compared as people compare them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.model.document import squash

# Between two bodies in one cell. A plain split would break "NHS Buckinghamshire, Oxfordshire, and Berkshire West ICB".
_BETWEEN = re.compile(r"\s*[;\n/•]\s*|\s*,\s*(?:and\s+|&\s+)?|\s+(?:and|&)\s+")
# Two bodies on two lines of a narrow cell, with nothing between them but the line end.
_RUN_ON = re.compile(
    r"(?:(?<=Council)|(?<=Board)|(?<=ICB)|(?<=Authority)|(?<=Trust)|(?<=\)))\s+(?=[A-Z])(?=NHS\b|.*\b(?:Council|Board|ICB|(?i:trusts?|schools?|colleges?|academies|settings|providers))\b)",
    re.DOTALL,
)
_HARD = re.compile(r"[;\n•]")
# What a body's name ends with. "(ICB)" after the name belongs to it.
_ENDS = re.compile(
    r"(?:council|authority|board|icbs?|ccgs?|groups?|trusts?|partnerships?|first|cic|forum|schools?|academ(?:y|ies)|colleges?"
    r"|(?:royal|london|metropolitan)?\s*borough|system|ics|place|providers?|service|services|England|settings?|SENDIASS)"
    r"(?:\s*\([^)]*\))?\.?$",
    re.IGNORECASE,
)
# What a body's name begins with.
_BEGINS = re.compile(r"(?:the\s+)?(?:NHS\b|London Borough|Royal Borough|City of|Integrated Care Board)", re.IGNORECASE)
_LABEL = re.compile(
    r"^name of (?:the )?(?:local )?(?:authority|icbs?|integrated care boards?|body|bodies)\s*:?\s*", re.IGNORECASE
)
_GENERIC = re.compile(
    r"\b(?:nhs|icbs?|ics|integrated care (?:boards?|system|partnership)|councils?|county|city|metropolitan|borough|district|"
    r"london|royal|the|of|local authority|and|area)\b|[^a-z ]"
)


def split_bodies(text: str, known: Iterable[str] = ()) -> tuple[str, ...]:
    """The bodies named in a cell, as printed, in order, each once.

    `known` are names met elsewhere in the document (its details table): they are taken out whole first, which settles
    names that contain "and". Otherwise two bodies part where the words before end a body's name ("... Council", "...
    ICB") or the words after begin one ("NHS ..."), never at an "and" or comma inside a name.
    """
    text = _RUN_ON.sub("\n", _LABEL.sub("", text.strip()))
    masked = text
    names: dict[str, str] = {}
    for name in sorted({squash(name) for name in known if name}, key=len, reverse=True):
        pattern = re.compile(r"\s+".join(map(re.escape, name.split())) + r"(?!\w)", re.IGNORECASE)
        while match := pattern.search(masked):
            key = f"\ue000{len(names)}\ue001"
            names[key] = squash(match.group())
            masked = masked[: match.start()] + key + masked[match.end() :]
    found: list[str] = []
    start = 0
    for gap in _BETWEEN.finditer(masked):
        before, after = masked[start : gap.start()].strip(), masked[gap.end() :].strip()
        if not before or not after:
            continue
        whole = before.endswith("\ue001") or _ENDS.search(before) is not None
        begins = after.startswith("\ue000") or _BEGINS.match(after) is not None
        is_hard = _HARD.search(gap.group()) is not None
        # A line end inside a cell may be a wrapped name: it parts bodies only where something says so.
        # What begins a body ends the one before, whatever that is: "NHS Suffolk and North East Essex and NHS ...".
        if whole or begins or (is_hard and ";" in gap.group()):
            found.append(before)
            start = gap.end()
    found.append(masked[start:].strip())
    restored = (_restore(name, names) for name in found)
    return tuple(dict.fromkeys(name for name in restored if name))


def same_body(first: str, second: str) -> bool:
    """Whether two names are one body's, words such as NHS, ICB, Council, Borough aside."""
    return plain_name(first) == plain_name(second)


def plain_name(name: str) -> str:
    """A body's name without the words that tables word differently: "NHS Sussex ICB" is "sussex"."""
    return " ".join(_GENERIC.sub(" ", name.lower().replace("&", " and ")).split())


def _restore(text: str, names: dict[str, str]) -> str:
    for key, name in names.items():
        text = text.replace(key, name)
    return squash(re.sub(r"\s*[,;]?\s*(?:\band|&)?\s*$", "", text)).strip(" ,;")
