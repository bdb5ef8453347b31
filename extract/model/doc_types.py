"""The kinds of published document there are, each declared once: everything else about a type is asked of it here.

A new type is one member here, a module in `extract/types/` that registers its extractor, and its cues in
`extract/patterns/document_types.yml`; `sendkb ingest --type`, precedence and hints follow from the member.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class DocType(StrEnum):
    """`documents.doc_type`; in the order of precedence, from the document that decides to one that only tells of it.

    `label` is what people call it. `framework` is the inspection framework (`2016` or `2023`) that every document of
    the type belongs to, None where the text must say. `is_official` is false for what third parties write.
    """

    label: str
    framework: str | None
    is_official: bool

    def __new__(cls, value: str, label: str = "", framework: str | None = None, is_official: bool = True) -> Self:
        """A member with what is declared of it.

        Every member has a label (a test asks for it); it may be left out only because a type checker takes
        `DocType("news")`, which looks a member up, for a call of this.
        """
        member = str.__new__(cls, value)
        member._value_ = value
        member.label, member.framework, member.is_official = label, framework, is_official
        return member

    INSPECTION_REPORT = "inspection_report", "inspection report", "2023"
    INSPECTION_LETTER = "inspection_letter", "inspection letter", "2016"
    REVISIT_LETTER = "revisit_letter", "revisit letter", "2016"
    MONITORING_REPORT = "monitoring_report", "monitoring inspection report", "2023"
    INTERIM_VISIT = "interim_visit", "interim visit"
    ACCEPTANCE_LETTER = "acceptance_letter", "acceptance letter", "2016"
    ACTION_PLAN = "action_plan", "action plan"
    COMMITTEE_REPORT = "committee_report", "committee paper"
    PARENTS_NOTICE = "parents_notice", "notice to parents"
    LOCAL_OFFER_PAGE = "local_offer_page", "council or local offer page"
    NEWS = "news", "news", None, False
    UNKNOWN = "unknown", "unknown document"

    @property
    def precedence(self) -> int:
        """Which of several official documents is believed first: 0 decides."""
        return tuple(type(self)).index(self)

    @classmethod
    def choices(cls) -> tuple[str, ...]:
        """The types a person may name for a document."""
        return tuple(each.value for each in cls if each is not cls.UNKNOWN)
