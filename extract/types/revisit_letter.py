"""The letters of 2018-22 on a joint revisit: has the area made sufficient progress with each significant weakness?

How such a letter is made: head and heading "Joint (local) area SEND revisit in ...", the revisit's dates, the history of the
statement of action (issued on, declared fit for purpose on), one overall sentence, then each weakness with a verdict,
and the next steps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.language.phrases import phrases
from extract.language.wording import pair_wordings
from extract.letters.events import days_of, event_at, find_dated, letter_dated, letter_received, visit_events
from extract.letters.head import LetterHead, find_title, read_head
from extract.letters.judged_rows import read_rows
from extract.letters.judged_weaknesses import judged_weaknesses, weaknesses_of_rows
from extract.letters.next_steps import find_next_steps
from extract.letters.overall import Overall, find_overall
from extract.letters.verdicts import read_verdicts
from extract.lists.pieces import Piece, pieces_of
from extract.lists.weakness_list import WeaknessList, find_stated_count, find_weakness_list, weaknesses_of
from extract.model.context import Context
from extract.model.doc_types import DocType
from extract.model.document import Document, Kind
from extract.model.findings import (
    EventFinding,
    Findings,
    InspectionFinding,
    ProblemFinding,
    WeaknessFinding,
    WeaknessKind,
)
from extract.types.registry import register

_OUTCOMES = {"all": "all_sufficient", "some": "some_sufficient", "none": "none_sufficient"}
_PROGRESS = {True: "sufficient", False: "not_sufficient"}


@register(DocType.REVISIT_LETTER)
def extract_revisit_letter(document: Document, context: Context) -> Findings:
    """The revisit, the verdict for each weakness, what it follows and what comes next."""
    pieces = pieces_of(document)
    head = read_head(pieces)
    visit = find_dated(document, pieces, "revisited")
    first = find_dated(document, pieces, "initial")
    overall = find_overall(document, "overall")
    listed = find_weakness_list(document, pieces)
    judged, problems = read_verdicts(
        document, _body(pieces, overall, head, listed), "verdict_progress", _total(document, overall)
    )
    weaknesses = judged_weaknesses(document, judged, WeaknessKind.SIGNIFICANT_WEAKNESS, _PROGRESS)
    if not any(item.verdict for item in judged) and (rows := [row for row in read_rows(document) if row.verdict]):
        weaknesses, problems = weaknesses_of_rows(rows, WeaknessKind.SIGNIFICANT_WEAKNESS, _PROGRESS), []
    weaknesses = _judged_at_once(_numbered_by_list(weaknesses, listed), overall)
    if weaknesses and all(weakness.progress for weakness in weaknesses):
        problems = [problem for problem in problems if problem.error != "no_verdict"]
    if not weaknesses and listed is not None:
        weaknesses = _from_list(document, listed, overall)
    steps, needs_plan = find_next_steps(document, pieces, head.dated or (visit[0] if visit else None))
    counts = _counts(weaknesses, overall)
    problems = [*problems, *_problems(visit is None, overall, weaknesses, counts)]
    before = first or find_dated(document, pieces, "wsoa_issued")
    days = days_of(visit)
    initial = days_of(first)
    return Findings(
        title=find_title(document) or document.title,
        inspection=InspectionFinding(
            framework="2016",
            kind="revisit",
            start_date=days.start if days else None,
            end_date=days.end if days else None,
            outcome=_outcome(counts, overall),
            outcome_label=overall.quote.text if overall else None,
            plan_required=needs_plan,
            sufficient=counts[0] if counts else None,
            not_sufficient=counts[1] if counts else None,
            previous_start=initial.start if initial else None,
            previous_end=initial.end if initial else None,
            previous_text=before[1].text if before else None,
            local_authority=head.local_authority,
            health_bodies=head.health_bodies,
            follows_start=initial.start if initial else None,
            is_report=True,
        ),
        weaknesses=weaknesses,
        events=(
            *letter_dated(document, head),
            *(visit_events("revisit_start", "revisit_end", visit[0], "Revisit", visit[1]) if visit else ()),
            *(
                visit_events("inspection_start", "inspection_end", initial, "First inspection", first[1])
                if initial and first
                else ()
            ),
            *_history(document, pieces),
            *letter_received(document, pieces),
            *steps,
        ),
        problems=tuple(problems),
    )


def _body(
    pieces: Sequence[Piece], overall: Overall | None, head: LetterHead, listed: WeaknessList | None
) -> list[Piece]:
    """The pieces between the overall sentence (or the list of weaknesses, if that is later) and the next steps."""
    words = phrases("letters")
    start = next((i + 1 for i, p in enumerate(pieces) if overall and p.start <= overall.start < p.end), head.size)
    if listed is not None and listed.first < start + 4 and listed.last + 1 < len(pieces):
        start = max(start, listed.last + 1) if _has_verdict_after(pieces, listed.last) else start
    start = next((i + 1 for i, p in enumerate(pieces) if i >= start and words["heading_main"].search(p.text)), start)
    body = []
    for piece in pieces[start:]:
        if any(words[name].search(piece.text) for name in ("sign_off", "heading_next_steps", "next_steps")):
            break
        if not words["overall"].search(piece.text):
            body.append(piece)
    return body


def _total(document: Document, overall: Overall | None) -> int | None:
    """The number of weaknesses the letter states, in its overall sentence or elsewhere."""
    return overall.total if overall and overall.total else find_stated_count(document.text)


def _has_verdict_after(pieces: Sequence[Piece], position: int) -> bool:
    """Whether verdicts follow the list with more words between than a line each: then the list only opens the letter."""
    words = phrases("letters")
    following = pieces[position + 1 :]
    verdicts = sum(words["verdict_progress"].search(piece.text) is not None for piece in following)
    heads = sum(piece.kind in (Kind.HEADING, Kind.BULLET) or piece.is_bold or piece.is_numbered for piece in following)
    return verdicts > 0 and heads >= verdicts


def _numbered_by_list(
    weaknesses: tuple[WeaknessFinding, ...], listed: WeaknessList | None
) -> tuple[WeaknessFinding, ...]:
    """The numbers of the letter's own list, where it gives one and every weakness has its place in it."""
    if listed is None or len(listed.items) != len(weaknesses):
        return weaknesses
    pairs = pair_wordings([item.text for item in listed.items], [w.quote.text for w in weaknesses])
    if len(pairs) != len(weaknesses):
        return weaknesses
    numbered = [replace(weakness, number=pairs[i] + 1) for i, weakness in enumerate(weaknesses)]
    return tuple(sorted(numbered, key=lambda weakness: weakness.number or 0))


def _from_list(document: Document, listed: WeaknessList, overall: Overall | None) -> tuple[WeaknessFinding, ...]:
    """The list's items, judged by the overall sentence where that speaks of all or of none."""
    return _judged_at_once(weaknesses_of(document, listed, WeaknessKind.SIGNIFICANT_WEAKNESS), overall)


def _judged_at_once(weaknesses: tuple[WeaknessFinding, ...], overall: Overall | None) -> tuple[WeaknessFinding, ...]:
    """Weaknesses none of which has a verdict of its own with that of the sentence that speaks of all or of none."""
    progress = {"all": "sufficient", "none": "not_sufficient"}.get(overall.result or "") if overall else None
    if overall is None or progress is None or any(w.progress for w in weaknesses):
        return weaknesses
    return tuple(replace(w, progress=progress, progress_quote=overall.quote, confidence=0.8) for w in weaknesses)


def _counts(weaknesses: Sequence[WeaknessFinding], overall: Overall | None) -> tuple[int, int] | None:
    """How many weaknesses have sufficient progress and how many have not; the letter's own number counts first."""
    if overall is not None and overall.met is not None and overall.total is not None:
        return overall.met, overall.total - overall.met
    met, missed = _judged(weaknesses)
    return (met, missed) if weaknesses and met + missed == len(weaknesses) else None


def _judged(weaknesses: Sequence[WeaknessFinding]) -> tuple[int, int]:
    """How many weaknesses have a verdict of their own for sufficient progress, and how many against it."""
    given = [weakness.progress for weakness in weaknesses]
    return given.count(_PROGRESS[True]), given.count(_PROGRESS[False])


def _outcome(counts: tuple[int, int] | None, overall: Overall | None) -> str | None:
    if overall is not None and overall.result is not None:
        return _OUTCOMES[overall.result]
    if counts is None:
        return None
    met, missed = counts
    return _OUTCOMES["all" if not missed else ("some" if met else "none")]


def _history(document: Document, pieces: Sequence[Piece]) -> tuple[EventFinding, ...]:
    """When the statement of action was asked for and when it was declared fit for purpose."""
    events = []
    if issued := find_dated(document, pieces, "wsoa_issued"):
        events.append(event_at("other", issued[0], "Written statement of action required", issued[1]))
    if fit := find_dated(document, pieces, "fit_on"):
        events.append(event_at("wsoa_accepted", fit[0], "Written statement of action declared fit for purpose", fit[1]))
    return tuple(events)


def _problems(
    has_no_dates: bool, overall: Overall | None, weaknesses: Sequence[WeaknessFinding], counts: tuple[int, int] | None
) -> list[ProblemFinding]:
    problems = []
    if has_no_dates:
        problems.append(
            ProblemFinding("extract", "no_dates", "no sentence with the revisit's dates: read the letter's start")
        )
    if overall is None and counts is None:
        problems.append(
            ProblemFinding("extract", "no_outcome", "no overall sentence on sufficient progress: read the letter")
        )
    if not weaknesses:
        problems.append(
            ProblemFinding("extract", "no_weaknesses", "no weakness with a verdict found: read the letter's body")
        )
    met, missed = _judged(weaknesses)
    differs = counts is not None and weaknesses and (met, missed) != counts
    contradicts = overall is not None and (
        (overall.result == "all" and missed)
        or (overall.result == "none" and met)
        or (overall.result == "some" and not (met and missed))
    )
    if weaknesses and (differs or contradicts):
        message = f"verdicts found: {met} sufficient, {missed} not; the overall sentence says otherwise: read both"
        problems.append(ProblemFinding("extract", "verdict_mismatch", message))
    return problems
