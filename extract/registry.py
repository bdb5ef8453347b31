"""Which function extracts which document type. An extractor module registers itself; `extract.pipeline` imports them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from extract.context import Context
from extract.document import Document
from extract.errors import UnknownTypeError
from extract.findings import DocType, Findings

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


def extractor_for(doc_type: DocType) -> Extractor:
    """The extractor of a document type. Raises `UnknownTypeError` where there is none."""
    try:
        return _extractors[doc_type]
    except KeyError:
        raise UnknownTypeError(f"no extractor for document type {doc_type}") from None
