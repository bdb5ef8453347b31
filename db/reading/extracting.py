"""One document's bytes to what they say, in this process: the readers, the extractors, and what can go wrong in them."""

from __future__ import annotations

import logging
import struct
import zipfile
import zlib
from xml.parsers.expat import ExpatError

from db.reading.limits import PREFIX
from db.reading.ocr import recogniser
from db.reading.records import Extracted, Failure
from extract.model.context import Context
from extract.model.document import squash
from extract.model.errors import ExtractError, PatternError, UnreadableDocumentError, UnsupportedFormatError
from extract.model.limits import DEFAULT_LIMITS, Limits, OverLimitError
from scrape.store import DocumentMeta

logger = logging.getLogger(__name__)

# A document no rule foresaw may make a rule or a library fail in these ways; it then costs its own findings, not the whole
# build. (lxml's XMLSyntaxError is a SyntaxError, RecursionError a RuntimeError.)
_FAULTS = (
    ExtractError, ValueError, TypeError, LookupError, ArithmeticError, AttributeError, RuntimeError, OSError, SyntaxError,
    EOFError, AssertionError, zlib.error, zipfile.BadZipFile, struct.error, ExpatError,
)  # fmt: skip


def read_bytes(content: bytes, meta: DocumentMeta, context: Context, limits: Limits = DEFAULT_LIMITS) -> Extracted:
    """Read and extract one document; what cannot be read or extracted comes back as a failure, with what was read.

    Raises `PatternError` where a file of patterns is damaged: every document would fail by it.
    """
    # The readers and spaCy take a second to import; a build with everything in the cache does not need them.
    from extract.pipeline import extract_findings
    from extract.reading import read_document

    document = None
    try:
        document = read_document(
            content, media_type=meta.media_type, file_name=meta.file_name, limits=limits, recognise=recogniser()
        )
        return Extracted(document, extract_findings(document, context))
    except OverLimitError as error:
        return Extracted(failure=Failure("read", "over_limit", squash(str(error))))
    except UnreadableDocumentError as error:
        return Extracted(failure=Failure("read", "unreadable", squash(str(error))))
    except UnsupportedFormatError as error:
        return Extracted(failure=Failure("read", "unsupported_format", squash(str(error))))
    except MemoryError:
        # What was read is let go of: it is what took the memory.
        message = f"reading it took more memory than it may have: split it, or set {PREFIX}MEMORY higher"
        return Extracted(failure=Failure("read", "over_limit", message))
    except PatternError:
        raise
    except _FAULTS as error:
        logger.debug("%s could not be extracted", meta.file_name, exc_info=True)
        stage = "read" if document is None else "extract"
        message = f"{type(error).__name__}: {squash(str(error))[:300]}: report this file to the maintainers"
        return Extracted(document, failure=Failure(stage, "fault", message))
