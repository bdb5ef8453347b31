"""What can go wrong between a source and the store; every message is one line that says what to do."""

from __future__ import annotations


class ScrapeError(Exception):
    """Base of this package's errors. `code` is short and fixed, for filtering; the message is for people."""

    code = "scrape"


class IngestError(ScrapeError):
    """A local file or folder cannot be stored as asked."""

    code = "ingest"


class StoreError(ScrapeError):
    """The store on disk is not as this program left it."""

    code = "store"
