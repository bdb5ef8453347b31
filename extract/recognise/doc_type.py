"""What kind of document this is, told from its words and its shape; never from its file name.

Every type of extract/patterns/document_types.yml gathers weight from what it finds; the heaviest wins. A document that
no type claims with enough weight is `unknown`, and one that says nothing of special educational needs always is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto
from functools import cache
from typing import Any

from extract.model.context import Context
from extract.model.doc_types import DocType
from extract.model.document import Document, Kind
from extract.model.errors import PatternError
from extract.patterns import load_patterns
from extract.plans.columns import Role, is_other_table, read_header
from extract.plans.content import plan_columns
from extract.plans.labels import label_pairs

_HEAD = 700
_OPENING = 4_000
_STRAIGHT = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'))
_SALUTATION = re.compile(r"dear\s+(?!parent|carer|famil)\S", re.IGNORECASE)
_PARENTS = re.compile(r"dear\s+(?:all\s+)?(?:parent|carer|famil)", re.IGNORECASE)
_SIGN_OFF = re.compile(r"yours?\s+(?:sincerely|faithfully)\b", re.IGNORECASE)
# A board's meeting has its day beside its name; a plan's cover only says which board approved it.
_COMMITTEE = re.compile(
    r"\b(?:committee|scrutiny|cabinet|agenda item|full council)\b"
    r"|^\W*(?:report to (?:the )?)?(?:[\w'’&]+ ){0,6}board\b.{0,25}?\b\d{1,2}(?:st|nd|rd|th)? (?:of )?[a-z]{3,9},? 20\d\d"
)
_SIGN_OFF_WORDS = ("sincerely", "faithfully")
_SPEECH_WORDS = ("said", "commented", "added")
_SPEECH = re.compile(r"said\s?:|(?<=[\"”'] )said\b|commented\s?:|added\s?:\s?[\"'“‘]")
# "Lead: ..." and "By when: ..." under every action of a plan that is set as text.
_COLON = re.compile(":")
# Ends at a colon: looked for from the colons back, which are few.
_PLAN_LABEL = re.compile(
    r"\b(?:lead(?: officer| agency)?|owner|by when|timescales?|deadline|success (?:measures?|criteria)|measures? of success"
    r"|b?rag(?: rating)?|responsible(?: officer| person| body)?|completed? by|(?:completion|end|due) date|success looks like)\s?:$"
)

# A cover's or title's whole text: the plan's name, of whom, and its date or version. News of a plan has a verb.
_PLAN_NAME = re.compile(
    r"(?:[\w'’&,()/-]+ ){0,16}?(?:written )?(?:statement of action|accelerated progress plan|priority action plan|wsoa)"
    r"(?: \((?:wsoa|app|pap)\))?(?:\W+(?:(?:draft|final|version|v\d[\d.]*|of|for|the|january|february|march|april|may|june|july"
    r"|august|september|october|november|december|\d{1,2}|st|nd|rd|th|\d{1,2}(?:st|nd|rd|th)|20\d\d)\W*)+)?\W*"
)

# What an inspection's letter is made of where its address and signature were left out: its title as a line of its own, its
# opening formula right below, and one of the sentences that are set for all such letters.
_LETTER_TITLE = re.compile(
    r"joint (?:local )?area (?:send|special educational needs and/?o?r? ?disabilit\w+)(?: \(send\))? (?:inspection|re-?visit)"
    r" (?:in|of|to) (?:\S+ ?){1,8}"
)
_LETTER_OPENING = re.compile(
    r"between .{5,60}?,? ofsted and the (?:care quality commission(?: \(cqc\))?|cqc)"
    r" (?:conducted a joint inspection of|(?:re-?)?visited) the (?:local )?area\b"
)
_LETTER_SET = re.compile(
    r"required to produce and submit a written statement of action|this letter outlines|sufficient progress in addressing"
    r"|has determined that a written statement of action is required"
)
_LETTER_TITLE_WITHIN, _LETTER_OPENING_AFTER = 8, 4
# What a page says of a letter, and no letter of itself.
_SAYS_OF_LETTER = re.compile(r"\bwe (?:welcome|accept)|\b(?:read|download) (?:the|our) |\blast updated\b")


class _Shape(StrEnum):
    """The facts about a document's blocks that the patterns file may weigh, by the names it gives them."""

    SALUTATION = auto()
    PARENTS_SALUTATION = auto()
    SIGN_OFF = auto()
    PLAN_TABLE = auto()
    PLAN_LABELS = auto()
    PLAN_NAME = auto()
    SPEECH = auto()
    WEB_PAGE = auto()
    COMMITTEE_START = auto()
    LETTER_BODY = auto()


@dataclass(frozen=True, slots=True)
class _Sign:
    """One thing to look for: a compiled expression, or a plain phrase, with its weight."""

    name: str | None
    weight: float
    pattern: re.Pattern[str] | None = None
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class _Profile:
    """All signs of one type."""

    doc_type: DocType
    needs: frozenset[str]
    form: frozenset[str]
    least_form: int
    never: frozenset[str]
    head: tuple[_Sign, ...]
    opening: tuple[_Sign, ...]
    anywhere: tuple[_Sign, ...]
    shape: Mapping[str, float]


def classify(document: Document, context: Context) -> tuple[DocType, float]:
    """The document's type and how sure that is, from 0 to 1; the person's word in `context.doc_type` is certain.

    `DocType.UNKNOWN` comes with the confidence of the best type that was not convincing, 0.0 where there was none.
    """
    if context.doc_type is not None:
        return context.doc_type, 1.0
    least, subject, profiles = _profiles()
    text = _normalise(document.text)
    if not any(word in text for word in subject):
        return DocType.UNKNOWN, 0.0
    shapes = _shapes(document, text)
    scores = sorted(((_score(p, text, shapes), p.doc_type) for p in profiles), key=lambda pair: -pair[0])
    (best, doc_type), (second, _) = scores[0], scores[1]
    confidence = round(min(1.0, best / 10) * (0.5 + 0.5 * (best - second) / best), 2) if best else 0.0
    return (doc_type, confidence) if best >= least else (DocType.UNKNOWN, confidence)


def _normalise(text: str) -> str:
    """Lower case, straight quotes, single spaces (`str.split` takes the no-break ones too)."""
    for curly, straight in _STRAIGHT:
        text = text.replace(curly, straight)
    return " ".join(text.lower().split())


def _score(profile: _Profile, text: str, shapes: frozenset[str]) -> float:
    """The weight a type gathers; 0 where what it cannot do without or its form is missing, or something rules it out."""
    if profile.never & shapes:
        return 0.0
    head, opening = text[:_HEAD], text[:_OPENING]

    def found(signs: Sequence[_Sign], part: str) -> list[_Sign]:
        return [sign for sign in signs if (sign.pattern.search(part) if sign.pattern else sign.phrase in part)]

    # What a type cannot do without is looked for first: most types end there.
    places = ((profile.head, head), (profile.opening, opening), (profile.anywhere, text))
    if not profile.needs & shapes and not any(
        found([sign for sign in signs if sign.name in profile.needs], part) for signs, part in places
    ):
        return 0.0
    signs = [sign for signs, part in places for sign in found(signs, part)]
    # A sign has one name wherever it is written: a label and its variants count once.
    if len(profile.form & (shapes | {sign.name for sign in signs if sign.name})) < profile.least_form:
        return 0.0
    weight = sum(sign.weight for sign in signs)
    return weight + sum(w for name, w in profile.shape.items() if name in shapes)


def _shapes(document: Document, text: str) -> frozenset[str]:
    """What holds of the document's blocks."""
    shapes: set[str] = set()
    start = document.blocks[:60]
    # A converter may run the address and the salutation together, so a line's beginning inside a block counts too.
    lines = [line.strip(" *#") for block in start for line in block.text.splitlines()]
    if any(_SALUTATION.match(line) for line in lines):
        shapes.add(_Shape.SALUTATION)
    if any(_PARENTS.match(line) for line in lines):
        shapes.add(_Shape.PARENTS_SALUTATION)
    if _COMMITTEE.search(text, 0, 250):
        shapes.add(_Shape.COMMITTEE_START)
    if any(word in text for word in _SIGN_OFF_WORDS) and _SIGN_OFF.search(text):
        shapes.add(_Shape.SIGN_OFF)
    # Counting the words first is a tenth of the work, and most documents quote nobody.
    if sum(text.count(word, 0, 15_000) for word in _SPEECH_WORDS) >= 2 and len(_SPEECH.findall(text[:15_000])) >= 2:
        shapes.add(_Shape.SPEECH)
    if "html" in document.media_type:
        shapes.add(_Shape.WEB_PAGE)
    if (
        sum(
            _PLAN_LABEL.search(text, max(0, colon.start() - 30), colon.end()) is not None
            for colon in _COLON.finditer(text, 0, 30_000)
        )
        >= 4
    ):
        shapes.add(_Shape.PLAN_LABELS)
    if _Shape.WEB_PAGE not in shapes and any(
        _PLAN_NAME.fullmatch(_normalise(block.text)) for block in document.blocks[:3]
    ):
        shapes.add(_Shape.PLAN_NAME)
    if _has_plan_table(document):
        shapes.add(_Shape.PLAN_TABLE)
    if _LETTER_SET.search(text) and _is_letter_body(document) and not _SAYS_OF_LETTER.search(text):
        shapes.add(_Shape.LETTER_BODY)
    return frozenset(shapes)


def _is_letter_body(document: Document) -> bool:
    """Whether a letter's title stands near the start as a line of its own, with its opening formula right below."""
    texts = [_normalise(block.text) for block in document.blocks[: _LETTER_TITLE_WITHIN + _LETTER_OPENING_AFTER]]
    titles = (at for at, text in enumerate(texts[:_LETTER_TITLE_WITHIN]) if _LETTER_TITLE.fullmatch(text))
    return any(_LETTER_OPENING.match(text) for at in titles for text in texts[at + 1 : at + 1 + _LETTER_OPENING_AFTER])


def _has_plan_table(document: Document) -> bool:
    """Whether some table's header names at least three of what an action plan's columns hold, the actions among them,
    or tables are cards of one action each."""
    cards: Counter[Role] = Counter()
    for block in document.blocks:
        if block.kind is not Kind.ROW:
            continue
        cards.update(role for role, _ in label_pairs(block))
        if len(block.cells) < 3:
            continue
        columns = read_header(block)
        if columns and {Role.OWNER, Role.DEADLINE} <= set(columns.roles.values()):
            columns = plan_columns(block, [row for row in document.blocks if row.table == block.table])
        if columns and columns.is_plan and len(set(columns.roles.values())) >= 3 and not is_other_table(block):
            return True
    return cards[Role.ACTION] > 1 and len(cards) >= 3


@cache
def _profiles() -> tuple[float, tuple[str, ...], tuple[_Profile, ...]]:
    """The patterns file, compiled: least weight, subject words, one profile a type.

    Raises `PatternError` naming the type and what is wrong with its entry.
    """
    data = load_patterns("document_types")
    profiles = tuple(_profile(name, entry) for name, entry in data["types"].items())
    return float(data["least"]), tuple(data["subject"]), profiles


def _profile(name: str, entry: Mapping[str, Any]) -> _Profile:
    """One type's entry, once its type is declared and every name in it is a shape's or an `id` of its own."""

    def fault(what: str) -> PatternError:
        return PatternError(f"extract/patterns/document_types.yml: {name}: {what}")

    if name not in set(DocType):
        raise fault("no such document type: declare it in extract/model/doc_types.py")
    try:
        profile = _Profile(
            doc_type=DocType(name),
            needs=frozenset(entry["needs"]),
            form=frozenset(entry.get("form", {}).get("of", ())),
            least_form=entry.get("form", {}).get("least", 0),
            never=frozenset(entry.get("never", ())),
            head=_signs(entry.get("head", ())),
            opening=_signs(entry.get("opening", ())),
            anywhere=_signs(entry.get("anywhere", ())),
            shape=entry.get("shape", {}),
        )
    except KeyError as error:
        raise fault(f"an entry has no {error.args[0]}: give it one") from error
    except re.error as error:
        raise fault(f"{error.pattern!r} is no regular expression ({error.msg}): mend it") from error
    shapes = set(_Shape)
    named = {sign.name for sign in (*profile.head, *profile.opening, *profile.anywhere) if sign.name}
    for each in sorted((profile.needs | profile.form) - shapes - named):
        raise fault(f"{each} is neither a shape nor the id of an entry: mend its spelling")
    for each in sorted((profile.never | profile.shape.keys()) - shapes):
        raise fault(f"{each} is no shape: take one of {', '.join(sorted(shapes))}")
    return profile


def _signs(entries: Sequence[Mapping[str, Any]]) -> tuple[_Sign, ...]:
    return tuple(
        _Sign(
            name=entry.get("id"),
            weight=float(entry["weight"]),
            pattern=re.compile(entry["pattern"]) if "pattern" in entry else None,
            phrase=entry.get("phrase", ""),
        )
        for entry in entries
    )
