"""What a building process and its reading processes say to each other, and how."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import IO

from pydantic import TypeAdapter

from db.reading.limits import WorkerLimits
from db.reading.records import Extracted
from extract.model.context import AreaName, Context
from extract.model.limits import Limits
from scrape.store import DocumentMeta

# The first byte of an answer: whether the process may be used again. After BROKEN comes no document's answer but one line
# on what is wrong with the program itself.
KEEP, RETIRE, BROKEN = b"k", b"r", b"b"
HEADER = 8


@dataclass(frozen=True)
class Setup:
    """What holds for every document that a process reads."""

    areas: tuple[AreaName, ...]
    limits: Limits
    worker: WorkerLimits
    verbose: bool


@dataclass(frozen=True)
class Job:
    """One document; `context` is without the areas, which all documents share."""

    content: bytes
    meta: DocumentMeta
    context: Context


@cache
def extracted_json() -> TypeAdapter[Extracted]:
    """How what was read is written as JSON, checked against the dataclasses when it is read."""
    return TypeAdapter(Extracted)


def send(stream: IO[bytes], message: bytes) -> None:
    """Write a message with its length before it."""
    stream.write(len(message).to_bytes(HEADER, "big"))
    stream.write(message)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """The next message, None where the other side is gone."""
    header = stream.read(HEADER)
    if len(header) < HEADER:
        return None
    size = int.from_bytes(header, "big")
    message = stream.read(size)
    return message if len(message) == size else None
