"""What extraction yields: frozen dataclasses, each finding with its quote.

Codes used here are the database's: see db/schema.sql for what each column means. Unknown is None, never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from extract.model.doc_types import DocType
from extract.model.document import Quote


class WeaknessKind(StrEnum):
    """`weaknesses.kind`."""

    SIGNIFICANT_WEAKNESS = "significant_weakness"
    PRIORITY_ACTION = "priority_action"
    AREA_FOR_IMPROVEMENT = "area_for_improvement"
    NARRATIVE = "narrative"


@dataclass(frozen=True, slots=True)
class ThemeHit:
    """A theme and the words that decided it; how sure that is, from 0 to 1, and whether a rule holds too or the model
    decided by itself."""

    theme_id: str
    evidence: str
    confidence: float | None = None
    basis: Literal["rule", "model"] = "rule"


@dataclass(frozen=True, slots=True)
class InspectionFinding:
    """The inspection a document reports or is about. `kind` is full, revisit or monitoring; `framework` 2016 or 2023.

    `is_report` is true where the document itself is the inspectorates' report or letter on this inspection (it then
    decides the inspection's row), false where it only refers to it.
    """

    framework: str
    kind: str
    start_date: date | None = None
    end_date: date | None = None
    published: date | None = None
    outcome: str | None = None
    outcome_label: str | None = None
    plan_required: bool | None = None
    significant_weaknesses: int | None = None
    sufficient: int | None = None
    not_sufficient: int | None = None
    previous_start: date | None = None
    previous_end: date | None = None
    previous_text: str | None = None
    next_monitoring_months: int | None = None
    next_full_years: int | None = None
    local_authority: str | None = None
    health_bodies: tuple[str, ...] = ()
    follows_start: date | None = None  # first day of the inspection a revisit or monitoring inspection follows
    is_report: bool = False


@dataclass(frozen=True, slots=True)
class WeaknessFinding:
    """One significant weakness, area for priority action, area for improvement or narrative weakness.

    `is_name` is true where the document does not word the weakness but calls it by a short name ("Joint commissioning"):
    a name is a source beside a wording and takes no wording's place.
    """

    kind: WeaknessKind
    number: int | None
    quote: Quote
    responsible: tuple[str, ...] = ()
    progress: str | None = None
    progress_quote: Quote | None = None
    title: str | None = None
    themes: tuple[ThemeHit, ...] = ()
    confidence: float = 1.0
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class StrengthFinding:
    """Something praised. `section` is the heading it stands under."""

    section: str | None
    quote: Quote
    themes: tuple[ThemeHit, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionFinding:
    """Something promised or done. `weakness_number` is None where the document does not say which weakness it serves.

    `deadline` is the last day of the stated period; `deadline_precision` is day, month, term, quarter or year.
    `status` is the plan's own word (or colour name); `status_date` the day or review it applies to.
    """

    quote: Quote
    ref: str | None = None
    weakness_number: int | None = None
    owner: str | None = None
    deadline_text: str | None = None
    deadline: date | None = None
    deadline_precision: str | None = None
    measure: str | None = None
    status: str | None = None
    status_date: date | None = None
    status_history: tuple[tuple[str, str], ...] = ()  # (review as printed, status word), oldest first
    themes: tuple[ThemeHit, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class TargetFinding:
    """A measurable pledge: from `baseline` to `target` `unit` by `by_date`.

    `comparator` is at_least, at_most, exactly, increase or decrease; `unit` percent, weeks, days, places, people, ...;
    `within_months` where the document counts from its own date. `measure_id` names a published indicator.
    """

    measure: str
    quote: Quote
    baseline: float | None = None
    target: float | None = None
    unit: str | None = None
    comparator: str | None = None
    by_date: date | None = None
    by_text: str | None = None
    within_months: int | None = None
    measure_id: str | None = None
    weakness_number: int | None = None
    action_index: int | None = None  # index into Findings.actions


@dataclass(frozen=True, slots=True)
class FeedbackFinding:
    """One request of the inspectorates for more detail in a plan, and the area's answer where given."""

    number: int
    request: Quote
    response: Quote | None = None


@dataclass(frozen=True, slots=True)
class EventFinding:
    """A dated event. `date` is ISO cut to its precision: 2020-06-01 (day), 2020-03 (month), 2022 (year);
    for precision `term` it is the last month of the term. `event` is one of the codes listed in db/schema.sql.
    """

    event: str
    date: str
    date_precision: str
    label: str
    quote: Quote
    basis: str = "stated"


@dataclass(frozen=True, slots=True)
class ProblemFinding:
    """Something no rule knew, with its text: rows of `problems`."""

    stage: str
    error: str
    message: str


@dataclass(frozen=True, slots=True)
class Findings:
    """All that one document yielded.

    Type, confidence, area and publisher are the pipeline's to say: an extractor leaves them as they are. `area_id` is
    None where no area was recognised, `publisher` where nobody can be named. `is_third_party`: told by somebody else.
    """

    doc_type: DocType = DocType.UNKNOWN
    confidence: float = 0.0
    area_id: str | None = None
    publisher: str | None = None
    is_third_party: bool = False
    title: str | None = None
    published: date | None = None
    inspection: InspectionFinding | None = None
    weaknesses: tuple[WeaknessFinding, ...] = ()
    strengths: tuple[StrengthFinding, ...] = ()
    actions: tuple[ActionFinding, ...] = ()
    targets: tuple[TargetFinding, ...] = ()
    feedback: tuple[FeedbackFinding, ...] = ()
    events: tuple[EventFinding, ...] = ()
    problems: tuple[ProblemFinding, ...] = ()
