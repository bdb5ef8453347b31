"""What can go wrong on the way from bytes to findings; every message says what to do about it."""

from __future__ import annotations


class ExtractError(Exception):
    """Base of this package's errors."""


class UnreadableDocumentError(ExtractError):
    """A file cannot be read as a document: corrupt, encrypted, empty, an image, or not what its name says."""


class UnsupportedFormatError(ExtractError):
    """No reader for this kind of file."""


class PatternError(ExtractError):
    """A file of extract/patterns is damaged or says what nothing knows; the message names file and entry."""
