"""Which function extracts which document type. An extractor module registers itself; `load_extractors` imports them all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from extract.model.context import Context
from extract.model.doc_types import DocType
from extract.model.document import Document
from extract.model.findings import Findings

Extractor = Callable[[Document, Context], Findings]
_extractors: dict[DocType, Extractor] = {}


def register(*doc_types: DocType) -> Callable[[Extractor], Extractor]:
    """Decorator: the function extracts these document types. A type has one extractor; a second is a mistake."""

    def decorate(extractor: Extractor) -> Extractor:
        for doc_type in doc_types:
            if doc_type in _extractors:
                raise ValueError(f"{doc_type} already has an extractor: {_extractors[doc_type].__module__}")
            _extractors[doc_type] = extractor
        return extractor

    return decorate


def extractors() -> Mapping[DocType, Extractor]:
    """All registered extractors by document type."""
    return MappingProxyType(_extractors)
