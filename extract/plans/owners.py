"""Owners of actions as bodies and roles: what a plan's "Lead" column says without the people's names and initials.

Names of officers are not stored. A part of the cell is kept where one of its words is that of a body or role
(patterns/owner_words.yml) or it is a body's abbreviation; a part of two or three capitalised words and nothing else is a
person's name, one such as "(M.S)" or "JS" a person's initials, and both are dropped. Where a plan has a key to its
initials, they become the role that the key gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from extract.model.document import Block, squash
from extract.patterns import load_patterns

_DOTTED_INITIALS = re.compile(
    r"[(\[]?\b(?:[A-Z][a-z]{0,2}\.\s?){1,3}(?:[A-Z][a-z]{0,2}[A-Z]?[a-z]?)?\.?(?![a-z])[)\]]?"
)
_INITIALS_AND_NAME = re.compile(r"\b(?:[A-Z]\.\s?){1,3}\s?(?P<name>[A-Z][\w'’-]+)")
_BARE_INITIALS = re.compile(r"[A-Z](?:Mc|Mac|O['’])?[A-Z]{1,2}")
_TITLE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof(?:essor)?|Cllr|Councillor|Sir|Dame|Rev)\.?\s+(?:[A-Z][\w'’-]*\s*){1,3}"
)
_NAME_WORD = re.compile(r"[A-Z](?:[a-zà-ÿ'’-]+|\.)(?:[A-Z][a-z'’-]+)*")
_PARTS = re.compile(r"(\s*(?:[;\n|•]|,(?!\s*(?:and\b|&))|\s[-–—]\s|/|[()\[\]]|:)\s*|\s+(?:and|&)\s+|,\s*(?:and|&)\s+)")
_WRAPPED = re.compile(
    r"(?:(?<=\bof)|(?<=\bfor)|(?<=\band)|(?<=\bthe)|(?<=[&/,-]))\s*\n\s*|\s*\n\s*(?=[a-z&/]|of\b|and\b)"
)
_UNKNOWN = re.compile(r"(?:tb[ac]|to be (?:confirmed|agreed|appointed)|n/?a|none|[-–—?]+)?\.?", re.IGNORECASE)
_SMALL = frozenset({"of", "for", "and", "the", "in", "with", "to", "&"})


# No surname ends so: "Asset Management", "Regeneration".
_ABSTRACT = re.compile(r"\w{4,}(?:ments?|[ts]ions?|ility|ilities|ology)", re.IGNORECASE)

# Two posts that a narrow column ran together: "Head of Early Years Head of Health Visiting".
_RANK = r"(?:Deputy|Assistant|Associate|Interim|Strategic|Executive|Corporate|Joint|Service|Team)"
_NEXT_POST = re.compile(
    rf"(?<=[a-z]) (?=(?:{_RANK} )*(?:Head|Director|Chair|Lead Officer|Manager|Chief Officer) (?:of|for) [A-Z])"
)
_GOES_ON = re.compile(rf"\b(?:{_RANK}|and|or|of|for|to|with|by|the)$")
_POST = re.compile(r"\b(?:Head|Director|Chair|Manager|Officer) (?:of|for) (?!the\b)[A-Z]")

_AND = re.compile(r"\band\b|&")
_STRONG = re.compile(r"[;\n•|]")


@dataclass(frozen=True, slots=True)
class _Part:
    """A part that is kept, all that stood between it and the one kept before, and whether it stands in brackets."""

    text: str
    gap: str
    is_inner: bool


@cache
def _words() -> tuple[frozenset[str], frozenset[str], re.Pattern[str], frozenset[str]]:
    data = load_patterns("owner_words")
    return (
        frozenset(str(data["words"]).split()),
        frozenset(str(data["acronyms"]).split()),
        re.compile(rf"\b(?:{data['role_starts']})", re.IGNORECASE),
        frozenset(str(data["given_names"]).split()),
    )


@cache
def _places() -> re.Pattern[str]:
    return re.compile(re.sub(r"\s+\|", "|", str(load_patterns("owner_words")["places"])), re.IGNORECASE)


def _is_place(part: str) -> bool:
    """Whether a part is a place: the half of a body's name that stands before "and"."""
    _, _, _, given = _words()
    return _places().fullmatch(part) is not None and part.split(maxsplit=1)[0].lower() not in given


def parse_owner(text: str, *, key: Mapping[str, str] = MappingProxyType({})) -> str | None:
    """The bodies and roles of an owner cell as printed, names and initials of people left out; None where none remain.

    `key` gives the role behind initials, where the plan explains them (see `find_initials_key`).
    """
    if _UNKNOWN.fullmatch(squash(text)):
        return None
    # A line end inside a name is no end of the name: "Head of" + "SEND".
    text = _WRAPPED.sub(" ", _explained(text, key))
    text = _TITLE.sub("", text)
    text = _INITIALS_AND_NAME.sub(_without_surname, text)
    text = _DOTTED_INITIALS.sub(" ", text)
    pieces = _PARTS.split(_parted_posts(text))
    kept: list[_Part] = []
    gap, depth = "", 0
    for index in range(0, len(pieces), 2):
        before = pieces[index - 1] if index else ""
        gap += before
        depth = max(0, depth + before.count("(") - before.count(")"))
        part = _without_name(squash(pieces[index]))
        after = pieces[index + 1] if index + 1 < len(pieces) else ""
        # "Employment and Skills Team": a word beside "and" is half a name of a body.
        is_half = len(part.split()) == 1 and not part.isupper() and bool(_AND.search(before) or _AND.search(after))
        is_half = is_half or (bool(_AND.search(before) or _AND.search(after)) and _is_place(part))
        if part and (is_half or not _is_person(part)):
            kept.append(_Part(part, gap, depth > 0))
            gap = ""
    return squash(_joined(kept)).strip(" ,;/-–&:.") or None


def _parted_posts(text: str) -> str:
    """Posts that stand one behind the other with no mark between, parted: each names what it is the head of."""
    for at in [match.start() for match in _NEXT_POST.finditer(text)][::-1]:
        before = text[max(0, text.rfind("\n", 0, at), text.rfind(";", 0, at)) : at]
        if _POST.search(before) and not _GOES_ON.search(before):
            text = f"{text[:at]}\n{text[at + 1 :]}"
    return text


def is_owner(text: str) -> bool:
    """Whether a short text names a body or role, as a plan's owner column does."""
    text = squash(text)
    if not text or len(text) > 120 or text.endswith("."):
        return False
    words, acronyms, _, _ = _words()
    tokens = re.findall(r"[\w'’-]+", text)
    known = [t for t in tokens if t.lower() in words or t in acronyms or t.lower() in _SMALL]
    return any(t.lower() not in _SMALL for t in known) and (
        len(known) * 2 >= len(tokens) or all(t[0].isupper() or t.lower() in _SMALL for t in tokens if t[0].isalpha())
    )


def find_initials_key(blocks: Iterable[Block]) -> dict[str, str]:
    """Initials and the role they stand for, from rows such as "JS | Head of SEND" or "JS | Jo Smith | Head of SEND".

    The name is not kept.
    """
    key: dict[str, str] = {}
    for block in blocks:
        texts = [squash(cell.text) for cell in block.cells if squash(cell.text)]
        if len(texts) not in (2, 3) or not re.fullmatch(r"[A-Z][A-Za-z.]{1,5}", texts[0]) or len(texts[0]) > 5:
            continue
        initials = texts[0].replace(".", "")
        role = parse_owner(texts[-1])
        is_named = len(texts) == 3 and _is_person(texts[1])
        # "DCO | Designated Clinical Officer" is a body's or a post's short name, which stays.
        is_key = is_named or (len(texts) == 2 and not _is_short_for(initials, texts[1]))
        is_initials = sum(c.isupper() for c in initials) >= 2 and initials not in _words()[1]
        if role and is_key and is_initials and len(texts[-1]) < 90:
            key[initials] = role
    return key


def _without_surname(match: re.Match[str]) -> str:
    """Nothing for "J. Smith"; the word itself where it begins a role: "(J.S.) Head of SEND"."""
    words, acronyms, _, _ = _words()
    is_role = match["name"].lower() in words or match["name"] in acronyms or match["name"].isupper()
    return f" {match['name']}" if is_role else " "


def _is_short_for(initials: str, text: str) -> bool:
    """Whether letters are the beginnings of a text's words, small words left out or not: "PfA", "SENCO"."""
    words = re.findall(r"[A-Za-z]+", text)
    for chosen in (words, [word for word in words if word.lower() not in _SMALL]):
        firsts = "".join(word[0] for word in chosen).lower()
        if initials.lower().startswith(firsts[: len(initials)]) and len(firsts) >= 2:
            return True
    return False


def _explained(text: str, key: Mapping[str, str]) -> str:
    if not key:
        return text
    pattern = re.compile(r"\b(?:" + "|".join(re.escape(".?".join(i)).replace(r"\.\?", r"\.?") for i in key) + r")\b\.?")
    return pattern.sub(lambda m: key.get(m[0].replace(".", ""), m[0]), text)


def _is_person(part: str) -> bool:
    """Whether a part is a person's name or initials: capitalised words, none of them a body's or a role's."""
    words, acronyms, _, given = _words()
    tokens = re.findall(r"[^\s]+", part)
    plain = [token.strip(".,;:()'’") for token in tokens]
    if any(_ABSTRACT.fullmatch(p) for p in plain):
        return False
    if any(
        p in acronyms or p.lower() in words or p.lower().removesuffix("’s").removesuffix("'s") in words for p in plain
    ):
        return False
    if len(plain) == 1:
        # Three capitals and more are a body's abbreviation; a given name ("Sue") or two capitals ("JS") are a person.
        word = plain[0]
        return bool(_BARE_INITIALS.fullmatch(word) and len(word) == 2) or word.lower() in given
    return len(plain) <= 3 and all(_NAME_WORD.fullmatch(p) or re.fullmatch(r"[A-Z]", p) for p in plain)


def _without_name(part: str) -> str:
    """ "Jo Smith Head of SEND" without the name: two words before a role's beginning, the first a given name or none of
    them a body's."""
    words, acronyms, starts, given = _words()
    match = starts.search(part)
    if not match or not match.start():
        return part
    before = part[: match.start()].split()
    is_name = len(before) == 2 and all(
        _NAME_WORD.fullmatch(w) and w.lower() not in words and w not in acronyms for w in before
    )
    is_known = is_name and before[0].lower() in given
    # "Pupil Tracking Officer" is a post; "head of" begins one.
    return part[match.start() :] if is_known or (is_name and " of" in match[0].lower()) else part


def _joined(parts: Sequence[_Part]) -> str:
    """The parts with the strongest of the marks that stood between them; brackets where they enclose a part kept."""
    text = ""
    is_open = False
    for part in parts:
        if is_open and ")" in part.gap:
            text, is_open = text + ")", False
        if not text:
            text = part.text
        elif part.is_inner and not is_open and not _STRONG.search(part.gap):
            text, is_open = f"{text} ({part.text}", True
        else:
            text += _mark(part.gap) + part.text
    return text + (")" if is_open else "")


def _mark(gap: str) -> str:
    if _STRONG.search(gap):
        return "; "
    found = re.search(r"\s*/\s*|\s+[-–—]\s+|\s+(?:and|&)\s+|,\s*(?:and|&)\s+", gap)
    if found:
        return found[0]
    return ", " if "," in gap else (": " if ":" in gap else " ")
