"""The kinds of published document there are, each declared once: everything else about a type is asked of it here.

A new type is one member here, a module in `extract/types/` that registers its extractor, and its cues in
`extract/patterns/document_types.yml`; `sendkb ingest --type`, precedence and hints follow from the member.
"""

from __future__ import annotations

from enum import Enum, StrEnum, auto
from typing import Self

# A type found with less confidence than this (from 0 to 1) is a guess.
SURE_OF_TYPE = 0.35


class Voice(Enum):
    """Who speaks in a document of a type, and what may be made of it."""

    INSPECTORATE = auto()  # its own report or letter on an inspection: it alone makes one, or sets its dates
    AREA = (
        auto()
    )  # the area's bodies, the department: their list may stand for an inspection's where we only paraphrase it
    THIRD_PARTY = auto()  # who tells of it: never official, and never in the place of what we know
    UNKNOWN = auto()  # nobody can say


class DocType(StrEnum):
    """`documents.doc_type`; in the order of precedence, from the document that decides to one that only tells of it.

    `label` is what people call it. `framework` is the inspection framework (`2016` or `2023`) that every document of
    the type belongs to, None where the text must say. `voice` is who speaks in it.
    """

    label: str
    framework: str | None
    voice: Voice

    def __new__(cls, value: str, label: str = "", framework: str | None = None, voice: Voice = Voice.AREA) -> Self:
        """A member with what is declared of it.

        Every member has a label (a test asks for it); it may be left out only because a type checker takes
        `DocType("news")`, which looks a member up, for a call of this.
        """
        member = str.__new__(cls, value)
        member._value_ = value
        member.label, member.framework, member.voice = label, framework, voice
        return member

    INSPECTION_REPORT = "inspection_report", "inspection report", "2023", Voice.INSPECTORATE
    INSPECTION_LETTER = "inspection_letter", "inspection letter", "2016", Voice.INSPECTORATE
    REVISIT_LETTER = "revisit_letter", "revisit letter", "2016", Voice.INSPECTORATE
    MONITORING_REPORT = "monitoring_report", "monitoring inspection report", "2023", Voice.INSPECTORATE
    INTERIM_VISIT = "interim_visit", "interim visit"
    ACCEPTANCE_LETTER = "acceptance_letter", "acceptance letter", "2016"
    ACTION_PLAN = "action_plan", "action plan"
    COMMITTEE_REPORT = "committee_report", "committee paper"
    PARENTS_NOTICE = "parents_notice", "notice to parents"
    LOCAL_OFFER_PAGE = "local_offer_page", "council or local offer page"
    NEWS = "news", "news", None, Voice.THIRD_PARTY
    UNKNOWN = "unknown", "unknown document", None, Voice.UNKNOWN

    @property
    def is_official(self) -> bool:
        """Whether the type's text is an inspectorate's or the area's own, as far as the type tells."""
        return self.voice is not Voice.THIRD_PARTY

    @property
    def makes_inspection(self) -> bool:
        """Whether a document of the type is itself the report or letter on an inspection."""
        return self.voice is Voice.INSPECTORATE

    @property
    def states_weaknesses(self) -> bool:
        """Whether a list that such a document says to be an inspection's weaknesses may take a paraphrase's place."""
        return self.voice in (Voice.INSPECTORATE, Voice.AREA)

    @property
    def precedence(self) -> int:
        """Which of several official documents is believed first: 0 decides."""
        return tuple(type(self)).index(self)

    @classmethod
    def choices(cls) -> tuple[str, ...]:
        """The types a person may name for a document."""
        return tuple(each.value for each in cls if each is not cls.UNKNOWN)
