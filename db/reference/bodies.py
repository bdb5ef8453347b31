"""Bodies: councils, ICBs, CCGs and trusts, every name they go by, and finding those that a text names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from db.reference.areas import all_area_names
from db.reference.tables import FactRow, read_table, required

# Forms of a council's name around the area's: "Norfolk County Council", "London Borough of Barnet", "Bexley Local Authority".
_COUNCIL_FORMS = (
    "{} council", "{} county council", "{} city council", "{} borough council", "{} metropolitan borough council",
    "{} metropolitan district council", "{} metropolitan council", "{} mbc", "{} local authority", "{} authority",
    "city of {} council", "london borough of {}", "london borough of {} council", "lb {}", "royal borough of {}",
    "royal borough of {} council", "council of {}", "borough of {}", "{} unitary council", "{} city", "city of {}",
)  # fmt: skip
# A compass word before an area's name makes it another place: "West Lancashire Borough Council" is a district.
_COMPASS = frozenset(("north", "south", "east", "west", "mid", "central", "greater"))
_ANOTHERS = frozenset(("trust", "icb", "ccg"))
_SHORTENED = (
    (re.compile(r"\bintegrated care boards?(?: \(?icb\)?)?"), "icb"),
    (re.compile(r"\bclinical commissioning groups?(?: \(?ccg\)?)?"), "ccg"),
    (re.compile(r"\bicbs\b"), "icb"),
    (re.compile(r"\bccgs\b"), "ccg"),
)
_LONG_AGO, _STILL = "", "9999-12-31"


@dataclass(frozen=True)
class Body:
    """A row of `bodies`. `valid_from` and `valid_to` are ISO days, None where they are not known or it is still there."""

    body_id: str
    name: str
    kind: str
    valid_from: str | None
    valid_to: str | None

    def existed(self, day: str) -> bool:
        """Whether it was there on an ISO day."""
        return (self.valid_from or _LONG_AGO) <= day <= (self.valid_to or _STILL)


def body_rows() -> dict[str, list[FactRow]]:
    """The rows of `bodies`, `body_aliases`, `body_successors` and `area_bodies`."""
    return {name: read_table(name) for name in ("bodies", "body_aliases", "body_successors", "area_bodies")}


@cache
def load_bodies() -> tuple[Body, ...]:
    """Every body of the register, in its order."""
    return tuple(
        Body(
            required(record, "body_id"),
            required(record, "name"),
            required(record, "kind"),
            record["valid_from"],
            record["valid_to"],
        )
        for record in read_table("bodies")
    )


def find_body(name: str, day: str | None = None) -> str | None:
    """The id of the body that a name is of, however the name is worded; None where no body has it.

    "Norfolk and Waveney ICB", "NHS Norfolk and Waveney Integrated Care Board" and "Norfolk & Waveney NHS ICB" are one.
    A name that a CCG and the ICB after it share ("NHS Devon") is of the one that was there on `day` (ISO).
    """
    known, _ = _known_names()
    plain = _compared(name)
    for form in (plain, plain.removeprefix("nhs "), re.sub(r"\bnhs ", "", plain), re.sub(r" area(?= icb)", "", plain)):
        if form in known:
            return _there_on(known[form], day)
    return None


def find_bodies_in(text: str, day: str | None = None) -> tuple[tuple[str, str], ...]:
    """The bodies that a running text names, each once, as (id, name as it is compared), in order."""
    known, longest = _known_names()
    words = re.sub(r"(?<=\w) nhs (?=icb|ccg)", " ", _compared(text)).split()
    found: dict[str, str] = {}
    place = 0
    while place < len(words):
        name = _name_at(words, place, known, longest)
        body_id = _there_on(known[name], day) if name else None
        if name and body_id:
            found.setdefault(body_id, name)
        place += len(name.split()) if name else 1
    return tuple(found.items())


def _name_at(words: Sequence[str], place: int, known: Mapping[str, tuple[Body, ...]], longest: int) -> str | None:
    """The longest name of a body that begins at a word; a single word is none."""
    for end in range(min(len(words), place + longest), place + 1, -1):
        name = " ".join(words[place:end])
        if name not in known:
            continue
        if name.startswith("nhs ") and _ANOTHERS.intersection(words[end : end + 4]):
            # A bare "NHS Devon" ends there: "NHS Devon Partnership Trust" is another body.
            continue
        if place and words[place - 1] in _COMPASS:
            continue
        return name
    return None


@cache
def bodies_of_areas() -> dict[str, tuple[Body, ...]]:
    """The bodies of each area, of all times."""
    bodies = {body.body_id: body for body in load_bodies()}
    found: dict[str, list[Body]] = defaultdict(list)
    for record in read_table("area_bodies"):
        found[required(record, "area_id")].append(bodies[required(record, "body_id")])
    return {area_id: tuple(those) for area_id, those in found.items()}


def _there_on(bodies: tuple[Body, ...], day: str | None) -> str | None:
    """The one of several bodies with the same name that was there on a day; None where that does not tell them apart."""
    if len(bodies) == 1:
        return bodies[0].body_id
    there = [body.body_id for body in bodies if day is not None and body.existed(day)]
    return there[0] if len(there) == 1 else None


@cache
def _known_names() -> tuple[dict[str, tuple[Body, ...]], int]:
    """Bodies by each of their names as compared, and how many words the longest name has."""
    found: dict[str, dict[str, Body]] = defaultdict(dict)
    proper: set[str] = set()
    bodies = {body.body_id: body for body in load_bodies()}
    councils = {required(r, "area_id"): bodies[required(r, "body_id")] for r in read_table("area_bodies")
                if bodies[required(r, "body_id")].kind == "council"}  # fmt: skip
    for body in bodies.values():
        own = _compared(body.name)
        found[own.removeprefix("nhs ")][body.body_id] = body
        proper.add(own.removeprefix("nhs "))
    for record in read_table("body_aliases"):
        body = bodies[required(record, "body_id")]
        found[_compared(required(record, "alias")).removeprefix("nhs ")].setdefault(body.body_id, body)
    for body in bodies.values():
        if body.kind in ("icb", "ccg"):
            found["nhs " + _compared(body.name).removeprefix("nhs ").rpartition(" ")[0]][body.body_id] = body
    for area_id, form in _council_names():
        # "Dorset County Council" is a body of its own, not another name of Dorset Council.
        if form not in proper:
            found[form].setdefault(councils[area_id].body_id, councils[area_id])
    known = {form: tuple(those.values()) for form, those in found.items()}
    return known, max(len(name.split()) for name in known)


def _council_names() -> Iterator[tuple[str, str]]:
    for area_id, names in all_area_names():
        for name in names:
            plain = _compared(name)
            for form in _COUNCIL_FORMS:
                yield area_id, form.format(plain)
            if plain.endswith((" council", " borough", " city", " corporation")) or plain.startswith("royal borough"):
                yield area_id, plain


def _compared(name: str) -> str:
    """A name as it is compared: lower case, `&` as `and`, "integrated care board" as "icb", no "the", no punctuation."""
    plain = re.sub(r"[^a-z()]+", " ", name.lower().replace("&", " and ").replace("'", "").replace("’", ""))
    plain = re.sub(r"\bthe ", "", " ".join(plain.split()) + " ").strip()
    for pattern, short in _SHORTENED:
        plain = pattern.sub(short, plain)
    return " ".join(re.sub(r"[()]", " ", plain).split())
