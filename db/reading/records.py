"""A document on its way into the database: its bytes' identity, what is known of it, what was read out of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from extract.model.doc_types import DocType
from extract.model.document import Document
from extract.model.findings import Findings
from scrape.store import DocumentMeta


@dataclass(frozen=True)
class Failure:
    """Why a document could not be read: a row of `problems`."""

    stage: str
    error: str
    message: str


@dataclass(frozen=True)
class Extracted:
    """What reading one document's bytes gave. `failure` is set where `document` or `findings` is None."""

    document: Document | None = None
    findings: Findings | None = None
    failure: Failure | None = None


@dataclass(frozen=True)
class Record:
    """One document of the store or of the starter, read."""

    document_id: str
    sha256: str
    meta: DocumentMeta
    extracted: Extracted

    def without_text(self) -> Record:
        """The same without the document's text and blocks, once they are written: what it says is in the findings."""
        document = self.extracted.document
        if document is None:
            return self
        bare = replace(document, blocks=(), page_texts=())
        return replace(self, extracted=replace(self.extracted, document=bare))

    @property
    def findings(self) -> Findings | None:
        """What was extracted, None where the document could not be read."""
        return self.extracted.findings

    @property
    def area_id(self) -> str | None:
        """The area a person gave, else the area found in the text."""
        if self.meta.area_id:
            return self.meta.area_id
        return self.findings.area_id if self.findings else None

    @property
    def doc_type(self) -> DocType:
        """The type a person gave, else the type found from the content."""
        if self.findings:
            return self.findings.doc_type
        return given_type(self.meta) or DocType.UNKNOWN

    @property
    def is_report(self) -> bool:
        """Whether it is an inspectorate's own report or letter on an inspection: by its type and by what it yields."""
        inspection = self.findings.inspection if self.findings else None
        return self.doc_type.makes_inspection and inspection is not None and inspection.is_report

    @property
    def text_origin(self) -> str:
        """Whose words these are. News is a third party's telling whatever it was stored as; a paraphrase stays ours."""
        is_third_party = self.findings is not None and self.findings.is_third_party
        if self.meta.text_origin == "official" and (is_third_party or not self.doc_type.is_official):
            return "secondary"
        return self.meta.text_origin

    @property
    def published(self) -> date | None:
        """The day of publication that was given with the document, else the one it states."""
        if self.meta.published and len(self.meta.published) == 10:
            return date.fromisoformat(self.meta.published)
        return self.findings.published if self.findings else None


def given_type(meta: DocumentMeta) -> DocType | None:
    """The type that a person or a source page gave, None where there is none or it is a word of another vocabulary."""
    return DocType(meta.doc_type) if meta.doc_type in set(DocType) else None
