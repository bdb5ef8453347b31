"""How much of one file is read: what no honest document reaches, and what a hostile one would go past."""

from __future__ import annotations

from dataclasses import dataclass

from extract.model.errors import UnreadableDocumentError


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may hold. Sizes are in megabytes of 1,000,000 bytes.

    `megabytes` is the file's own size, `text_megabytes` that of a web page or text, `unpacked_megabytes` what an Office file holds once it is unpacked, `cells` the
    fields of all its tables, `nesting` how deep its elements stand in each other. Council packs run to 800 pages and
    60 MB; the plans with the most cells have some 20,000.
    """

    megabytes: int = 150
    text_megabytes: int = 40
    unpacked_megabytes: int = 200
    pages: int = 3000
    cells: int = 500_000
    nesting: int = 200


class OverLimitError(UnreadableDocumentError):
    """A document holds more than is read of one; says which limit and what to do."""

    def __init__(self, what: str, limit: str, name: str) -> None:
        super().__init__(f"{what}, and the limit is {limit}: split it, or set SENDKB_MAX_{name} higher")


DEFAULT_LIMITS = Limits()
