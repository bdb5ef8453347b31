"""How a value is shown on a page: codes in words, ids and pages as links, dates as people write them.

Only what people see is changed; CSV and JSON keep the stored values.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from db.facts.inspections import OUTCOME_LABELS
from db.site.evidence import document_address
from db.site.naming import area_names, body_names, name_row, tell_days, tell_plainly, theme_labels
from db.site.wording import format_date, format_figure, format_moment, in_words

Path = Callable[[str], str]

# Ids and the table whose row they name.
_ROWS = {
    "weakness_id": "weaknesses",
    "action_id": "actions",
    "strength_id": "strengths",
    "target_id": "targets",
    "feedback_id": "plan_feedback",
    "event_id": "timeline",
    "inspection_id": "inspections",
    "follows_id": "inspections",
    "follow_up_id": "inspections",
    "document_id": "documents",
    "progress_document_id": "documents",
    "before_document_id": "documents",
    "theme_id": "themes",
}
_DOCUMENT_IDS = {"document_id", "progress_document_id", "before_document_id"}
_BODY_IDS = {"body_id", "related_id"}
_AREA_IDS = {"area_id", "neighbour_id", "predecessor_id", "successor_id", "shown_for"}
# Names of areas and the column that holds the area's id.
_AREA_NAMES = {"area": "area_id", "neighbour": "neighbour_id"}
_DATES = {
    "accepted",
    "before_deadline",
    "before_published",
    "by_date",
    "date",
    "deadline",
    "effective_date",
    "end_date",
    "followed_up",
    "inspected",
    "previous_end",
    "previous_start",
    "published",
    "review_date",
    "start_date",
    "status_date",
    "until",
    "valid_from",
    "valid_to",
}
_MOMENTS = {"at", "found_at", "retrieved_at"}
# Sentences that the build makes; they may name rows, days and codes.
_SENTENCES = {"message", "cause", "known", "why"}
# Titles and labels that may give a day as a file's name does, and pledges in one text.
_WITH_DAYS = {"title", "source_title", "targets"}
_FIGURES = {"baseline", "target", "outturn", "value", "england"}
_MEASURES = {"ehc_plans_within_20_weeks": ("EHC plans within 20 weeks", "percent")}
_CODES = {
    "basis",
    "change",
    "comparator",
    "counting",
    "date_precision",
    "deadline_precision",
    "doc_type",
    "error",
    "event",
    "followed",
    "followed_basis",
    "from_event",
    "item",
    "item_table",
    "kind",
    "plan_state",
    "progress",
    "progress_basis",
    "progress_state",
    "relation",
    "review_status",
    "stage",
    "state",
    "status",
    "superseded_by",
    "text_source",
    "unit",
    "what",
}
_OUTCOMES = {"follow_up_outcome", "outcome", "outcome_2016_22", "outcome_of_revisit", "outcome_since_2023"}
_YES_NO = {"plan_required", "is_met", "is_best", "is_verified"}
_FRAMEWORKS = {"2016": "2016–22", "2023": "since 2023"}
_LISTS = {"responsible", "health_bodies", "successor_ids"}
_ADDRESSES = {"source_url", "url", "ofsted_url", "link"}
# Texts that may be in our words, and the columns that say so, the first that the row has.
_TEXTS = {
    "text": ("text_origin",),
    "weakness": ("weakness_origin", "text_origin"),
    "action": ("action_origin", "text_origin"),
    "strength": ("text_origin",),
    "measure": ("action_origin", "text_origin"),
    "label": ("text_origin",),
    "request": ("text_origin",),
}
# Stored texts have their line breaks as spaces; bullets are shown on lines of their own.
# A converter may leave a dash of its own before the document's glyph.
_BULLET = re.compile(r"\s+(?:-\s+)?([\u2022\u25aa\u25a0\u25cf\u25fc\u25e6\u27a4])\s+")
# A row's text column, and the columns that may hold the id of the finding which that text is.
_QUOTED_BY = (
    ("text", ("target_id", "strength_id", "action_id", "weakness_id")),
    ("request", ("feedback_id",)),
    ("weakness", ("weakness_id",)),
    ("action", ("action_id",)),
    ("strength", ("strength_id",)),
)
READ_OFF_PICTURE = Markup('<strong class="tag">read off a picture: compare</strong>')
PARAPHRASE = Markup('<strong class="tag tag-paraphrase">our paraphrase</strong>')


def show_cell(column: str, value: Any, row: Mapping[str, Any], path: Path) -> Markup | None:
    """The value as HTML, None where Datasette's own way is right; `path` makes an address on this site of a path.

    A text of which the row says that it is a paraphrase is labelled so.
    """
    if isinstance(value, dict):  # a foreign key that Datasette has found the label of
        return _show_label(column, value["value"], value["label"], row, path)
    if value is None or value == "" or isinstance(value, bytes):
        return None
    for known, show in _SHOWN:
        if column in known:
            return show(column, value, row, path)
    return None


def _show_label(column: str, key: Any, label: Any, row: Mapping[str, Any], path: Path) -> Markup | None:
    if column in _AREA_IDS:
        return Markup('<a href="{}">{}</a>').format(path(f"/areas/{quote(str(key))}"), label)
    if column in _BODY_IDS:
        return _show_body(column, key, {}, path)
    if column in _ROWS:
        words = label if label and label != key else _name_beside(key, row)
        return Markup('<a href="{}">{}</a>').format(_row_address(column, key, path), words)
    return Markup("{}").format(label) if label else None


def _show_text(column: str, value: Any, row: Mapping[str, Any], _path: Path) -> Markup | None:
    origin = next((row[each] for each in _TEXTS[column] if each in row), None)
    # Labels of events are made by the build.
    words = tell_days(str(value)) if column == "label" else as_lines(str(value))
    text = Markup('<span class="prose">{}</span>').format(words)
    if row.get("text_source") == "ocr":
        text = Markup("{} {}").format(READ_OFF_PICTURE, text)
    return Markup("{} {}").format(PARAPHRASE, text) if origin == "paraphrase" else text


def as_lines(text: str) -> str:
    """A stored text with every bullet on a line of its own."""
    return _BULLET.sub("\n\\1 ", text)


def _show_row_link(column: str, value: Any, row: Mapping[str, Any], path: Path) -> Markup:
    names = theme_labels() if column == "theme_id" else {}
    label = "document" if column in _DOCUMENT_IDS else names.get(value) or _name_beside(value, row)
    return Markup('<a href="{}">{}</a>').format(_row_address(column, value, path), label)


def _name_beside(row_id: Any, row: Mapping[str, Any]) -> Any:
    """What the row of this id is called, with its area where nothing beside it says that."""
    return name_row(str(row_id), with_area=not {"area", "area_id"} & set(row)) or row_id


def _row_address(column: str, key: Any, path: Path) -> str:
    if column in _DOCUMENT_IDS:
        return document_address(path, str(key), None)
    if column == "theme_id":
        return path(f"/themes/{quote(str(key))}")
    return path(f"/send/{_ROWS[column]}/{_tilde(str(key))}")


def _show_area_link(_column: str, value: Any, _row: Mapping[str, Any], path: Path) -> Markup:
    return Markup('<a href="{}">{}</a>').format(path(f"/areas/{quote(str(value))}"), area_names().get(value, value))


def _show_body(_column: str, value: Any, _row: Mapping[str, Any], path: Path) -> Markup | None:
    # The column of a body's relative holds an area's id in another table.
    name = body_names().get(value)
    return Markup('<a href="{}">{}</a>').format(path(f"/bodies/{quote(str(value))}"), name) if name else None


def _show_item(_column: str, value: Any, _row: Mapping[str, Any], path: Path) -> Markup | None:
    """An id of any kind of finding: the letter in it says whose row it is."""
    words = name_row(str(value), with_area=True)
    kind = re.search(r"-([winpsatf])\d+$", str(value))
    if words is None or kind is None:
        return None
    table = {"s": "strengths", "a": "actions", "t": "targets", "f": "plan_feedback"}.get(kind[1], "weaknesses")
    return Markup('<a href="{}">{}</a>').format(path(f"/send/{table}/{_tilde(str(value))}"), words)


def _show_area_name(column: str, value: Any, row: Mapping[str, Any], path: Path) -> Markup | None:
    area_id = row.get(_AREA_NAMES[column])
    return Markup('<a href="{}">{}</a>').format(path(f"/areas/{quote(str(area_id))}"), value) if area_id else None


def _show_page(_column: str, value: Any, row: Mapping[str, Any], path: Path) -> Markup | None:
    document = row.get("document_id")
    if isinstance(document, dict):  # a foreign key shown with its label
        document = document["value"]
    if not document:
        return None
    address = document_address(path, str(document), value, _quoted_id(row))
    return Markup('<a href="{}">page&nbsp;{}</a>').format(address, value)


def _quoted_id(row: Mapping[str, Any]) -> str | None:
    """The id of the finding whose document and page the row gives, None where it is a row of none."""
    for text, columns in _QUOTED_BY:
        if text in row:
            return next((row[column] for column in columns if isinstance(row.get(column), str)), None)
    return None


def _show_date(_column: str, value: Any, _row: Mapping[str, Any], _path: Path) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(value, format_date(str(value)))


def _show_moment(_column: str, value: Any, _row: Mapping[str, Any], _path: Path) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(value, format_moment(str(value)))


def _show_sentence(_column: str, value: Any, _row: Mapping[str, Any], _path: Path) -> Markup:
    return Markup("{}").format(tell_plainly(str(value)))


def _show_with_days(_column: str, value: Any, _row: Mapping[str, Any], _path: Path) -> Markup:
    return Markup("{}").format(tell_days(str(value)))


def _show_measure(_column: str, value: Any, _row: Mapping[str, Any], _path: Path) -> Markup:
    return Markup("{}").format(_MEASURES[value][0] if value in _MEASURES else in_words(str(value)))


def _show_figure(_column: str, value: Any, row: Mapping[str, Any], _path: Path) -> Markup | None:
    measure = row.get("measure_id")
    measure = measure["value"] if isinstance(measure, dict) else measure
    unit = row.get("unit") or _MEASURES.get(measure or "", ("", None))[1]
    return Markup("{}").format(format_figure(value, unit)) if isinstance(value, int | float) else None


def _show_code(_column: str, value: Any, _row: Mapping[str, Any], _path: Path) -> Markup:
    return Markup("{}").format(in_words(str(value)))


def _show_outcome(_column: str, value: Any, _row: Mapping[str, Any], _path: Path) -> Markup:
    return Markup("{}").format(OUTCOME_LABELS.get(value, value))


def _show_framework(_column: str, value: Any, _row: Mapping[str, Any], _path: Path) -> Markup:
    return Markup("{}").format(_FRAMEWORKS.get(value, value))


def _show_yes_no(_column: str, value: Any, _row: Mapping[str, Any], _path: Path) -> Markup:
    return Markup("yes") if value else Markup("no")


def _show_list(_column: str, value: Any, _row: Mapping[str, Any], _path: Path) -> Markup | None:
    items = json.loads(value) if str(value).startswith("[") else None
    return Markup("; ").join(items) if items else None


def _show_address(_column: str, value: Any, row: Mapping[str, Any], _path: Path) -> Markup | None:
    parts = urlsplit(str(value))
    if parts.scheme not in {"http", "https"}:
        return None
    host = (parts.hostname or "").removeprefix("www.")
    # Browsers open a PDF at the page named in the fragment.
    is_pdf = parts.path.lower().endswith(".pdf") or host == "files.ofsted.gov.uk"
    page = row.get("page")
    fragment = f"#page={page}" if is_pdf and isinstance(page, int) and not parts.fragment else ""
    return Markup('<a href="{}{}" rel="noreferrer">published at {}</a>').format(value, fragment, host)


def _show_origin(_column: str, value: Any, _row: Mapping[str, Any], _path: Path) -> Markup:
    return PARAPHRASE if value == "paraphrase" else Markup("{}").format(value)


def _show_result(_column: str, value: Any, _row: Mapping[str, Any], _path: Path) -> Markup:
    return Markup('<strong class="tag tag-{0}">{0}</strong>').format(value)


_Show = Callable[[str, Any, Mapping[str, Any], Path], Markup | None]
_SHOWN: tuple[tuple[frozenset[str] | set[str] | dict[str, Any], _Show], ...] = (
    (_TEXTS, _show_text),
    (_ROWS, _show_row_link),
    (_AREA_IDS, _show_area_link),
    (_AREA_NAMES, _show_area_name),
    ({"page"}, _show_page),
    (_BODY_IDS, _show_body),
    ({"item_id", "other_id"}, _show_item),
    ({"measure_id"}, _show_measure),
    (_FIGURES, _show_figure),
    (_MOMENTS, _show_moment),
    (_SENTENCES, _show_sentence),
    (_WITH_DAYS, _show_with_days),
    (_DATES, _show_date),
    (_CODES, _show_code),
    (_OUTCOMES, _show_outcome),
    ({"framework"}, _show_framework),
    (_YES_NO, _show_yes_no),
    (_LISTS, _show_list),
    (_ADDRESSES, _show_address),
    ({"text_origin", "weakness_origin", "action_origin"}, _show_origin),
    ({"result"}, _show_result),
)


def _tilde(value: str) -> str:
    """A key as Datasette writes it in an address."""
    from datasette.utils import tilde_encode

    return str(tilde_encode(value))
