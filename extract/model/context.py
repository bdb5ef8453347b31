"""What an extractor may know beside the document: the areas' names, and what the person who stored it said."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extract.model.doc_types import DocType


@dataclass(frozen=True, slots=True)
class AreaName:
    """An area and every name it goes by ("Kingston upon Hull": also "Hull", "Kingston upon Hull, City of").

    `council` is its council's name; `hosts` are its own, without "www."; `bodies` are names of health bodies that serve
    this area alone and do not have its name in theirs; `codes` are its numbers in public registers (GSS, three digits, Ofsted's URN).
    """

    area_id: str
    name: str
    aliases: tuple[str, ...] = ()
    council: str | None = None
    hosts: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """Facts handed to extraction from outside; `area_id` and `doc_type` are given only where a person said so."""

    areas: tuple[AreaName, ...] = ()
    area_id: str | None = None
    doc_type: DocType | None = None
    source_url: str | None = None

    def without_areas(self) -> Context:
        """The same but for the areas, which all documents share."""
        return replace(self, areas=())
