"""Files mutated at random, the same for the same seed: what no author would write and a reader must bear."""

from __future__ import annotations

import base64
import binascii
import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path

from db.reading.messages import Job
from db.reading.records import Extracted
from extract.model.context import Context
from extract.model.doc_types import DocType
from extract.model.document import Document, Quote
from extract.model.findings import Findings
from scrape.starter import starter_documents
from scrape.store import DocumentMeta
from tests.support import hostile
from tests.support.made import REPORT
from tests.support.shapes import SHAPES, text_of

_FIXTURES = Path(__file__).parents[1] / "fixtures"
_SUFFIXES = frozenset({".pdf", ".docx", ".xlsx", ".html", ".md", ".txt"})
_AREAS = ("norfolk", None)
_TYPES = (None, None, None, *DocType)
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
_VALUE = re.compile(rb'="[^"]*"')
_TAG = re.compile(rb"<[^<>]{1,200}>")
_WORD = re.compile(rb"[A-Za-z]{3,}")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.S)
_NUMBERS = (
    b"0", b"-1", b"1", b"2147483648", b"-2147483649", b"99999999999999999999", b"1e308", b"1e-9", b"NaN", b"0.0000001", b"65536", b"",
    "²".encode(), "٣".encode(), "①".encode(), b"0x10", b"1_000", b"007",
)  # fmt: skip
_ODD = tuple(
    each.encode("utf-8", "surrogatepass")
    for each in (
        "\x00", "\u200b", "\u202e", "\ufffe", "\ufeff", "\ud800", "\U0010ffff", "\u2028", "\x0c", "\x1b", "&#0;", "&#xD800;", "&x;",
        "31 February 2021", "99 June 99999", "29 February 2023", "0 May 2020", "٣ March ٢٠٢٠", "²2 March 2020", "30/02/2020", "2020-13-45", "Q9 2021",
        "]]>", "<![CDATA[", "<!--", "</w:p>", "<table>", "<td colspan=²>", "<td rowspan=99999999>", "| a | b |\n|---|", "\t\t", "%%EOF", "endobj",
        "100000000000%", "by -5%", "from ² to ³%", "1.1.1.1.1", "(((((", "Mr.", "“", "weakness 99999999999", "Area for priority action ²",
    )
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One mutated file and what is said of it."""

    number: int
    seed_name: str
    job: Job


@cache
def seed_files() -> tuple[tuple[str, bytes], ...]:
    """What is mutated: the tests' documents, the starter's, and a few made to be difficult."""
    paths = sorted(path for path in _FIXTURES.rglob("*") if path.suffix in _SUFFIXES)
    found = [(path.name, path.read_bytes()) for path in paths if path.stat().st_size < 200_000]
    found += [(meta.file_name, content) for content, meta in starter_documents()]
    found.append(("made-report.html", REPORT.encode()))
    found += [(f"shape-{n}.{'md' if n % 2 else 'txt'}", text_of(shape, 12).encode()) for n, shape in enumerate(SHAPES)]
    small = {
        "nested-boxes.docx": 6,
        "cut-stream.docx": None,
        "merge.xlsx": None,
        "corner.xlsx": None,
        "cut-styles.xlsx": None,
    }
    found += [(name, hostile.nested_boxes(n) if n else hostile.HOSTILE[name]()) for name, n in small.items()]
    found += [
        ("tiny.pdf", hostile.tiny_texts(60)), ("grid.pdf", hostile.ruled_grid(8)), ("far.pdf", hostile.far_column(900)),
        ("forms.pdf", hostile.nested_forms(2)), ("pages.pdf", hostile.many_pages(5)),
    ]  # fmt: skip
    return tuple(found)


def case(seed: int, number: int) -> Case:
    """The mutated file of a number; the same for the same seed and the same tests' documents."""
    chance = random.Random(f"{seed}-{number}")
    files = seed_files()
    name, content = chance.choice(files)
    suffix = Path(name).suffix
    other = chance.choice([each for each in files if Path(each[0]).suffix == suffix])[1]
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        content = _mutated(content, other, suffix, chance)
    if chance.random() < 0.02:
        name = f"{name}{chance.choice(sorted(_SUFFIXES))}"
    context = Context((), chance.choice(_AREAS), chance.choice(_TYPES))
    return Case(number, name, Job(content, DocumentMeta(f"{number}-{name}"), context))


def broken_laws(extracted: Extracted) -> Iterator[str]:
    """What an answer says that no answer may: a quote that is not at its place, a span outside its document."""
    document, findings = extracted.document, extracted.findings
    if document is None or findings is None:
        return
    for quote in _quotes(findings):
        if document.quote(quote.page, quote.char_start, quote.char_end) != quote:
            yield f"not verbatim: page {quote.page} {quote.char_start}-{quote.char_end}"


def _quotes(thing: Findings | Document | object) -> Iterator[Quote]:
    if isinstance(thing, Quote):
        yield thing
    elif isinstance(thing, tuple | list):
        for each in thing:
            yield from _quotes(each)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from _quotes(getattr(thing, field.name))


def _mutated(content: bytes, other: bytes, suffix: str, chance: random.Random) -> bytes:
    if suffix in (".docx", ".xlsx") and chance.random() < 0.8:
        return _in_archive(content, chance)
    if suffix == ".pdf" and chance.random() < 0.6:
        return _in_stream(content, chance)
    return chance.choice(_MUTATIONS if suffix not in (".html", ".md", ".txt") else (*_MUTATIONS, *_TEXTUAL))(
        content, other, chance
    )


def _in_archive(content: bytes, chance: random.Random) -> bytes:
    """Mutate what an Office file packs, so that it still unpacks."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        return content
    names = sorted(parts)
    main = [name for name in names if re.search(r"document\.xml$|sheet\d*\.xml$|styles|numbering|sharedStrings", name)]
    name = chance.choice(main if main and chance.random() < 0.7 else names)
    if chance.random() < 0.06:
        del parts[name]
    else:
        mutation = chance.choice((*_MUTATIONS, *_TEXTUAL, *_TEXTUAL))
        parts[name] = mutation(parts[name], parts[chance.choice(names)], chance)
    return hostile.packed(parts)


def _in_stream(content: bytes, chance: random.Random) -> bytes:
    """Mutate what a PDF's stream draws; a stream packed in another way is mutated as it is."""
    streams = list(_STREAM.finditer(content))
    if not streams:
        return _flip(content, content, chance)
    found = chance.choice(streams)
    raw = found[1]
    mutation = chance.choice((*_MUTATIONS, *_TEXTUAL, _numbers, _numbers))
    for unpack, pack in _PACKINGS:
        try:
            inside = unpack(raw)
        except (zlib.error, binascii.Error, ValueError):
            continue
        fresh = pack(mutation(inside, inside, chance))
        return content[: found.start(1)] + fresh + content[found.end(1) :]
    return content[: found.start(1)] + mutation(raw, raw, chance) + content[found.end(1) :]


_PACKINGS: tuple[tuple[Callable[[bytes], bytes], Callable[[bytes], bytes]], ...] = (
    (
        lambda raw: zlib.decompress(base64.a85decode(raw.strip().removesuffix(b"~>"))),
        lambda inside: base64.a85encode(zlib.compress(inside)) + b"~>",
    ),
    (zlib.decompress, zlib.compress),
)


def _span(content: bytes, chance: random.Random, most: int = 200) -> tuple[int, int]:
    start = chance.randrange(len(content) + 1)
    return start, min(len(content), start + chance.randrange(1, most))


def _flip(content: bytes, other: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 4, 30)) if changed else 0):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(content: bytes, other: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _drop(content: bytes, other: bytes, chance: random.Random) -> bytes:
    start, end = _span(content, chance, 2000)
    return content[:start] + content[end:]


def _again(content: bytes, other: bytes, chance: random.Random) -> bytes:
    start, end = _span(content, chance)
    return content[:start] + content[start:end] * chance.choice((2, 3, 50)) + content[end:]


def _random(content: bytes, other: bytes, chance: random.Random) -> bytes:
    start, end = _span(content, chance, 40)
    return content[:start] + chance.randbytes(end - start) + content[end:]


def _splice(content: bytes, other: bytes, chance: random.Random) -> bytes:
    start, end = _span(content, chance)
    first, last = _span(other, chance, 2000)
    return content[:start] + other[first:last] + content[end:]


def _odd(content: bytes, other: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 3, 20))):
        at = chance.randrange(len(content) + 1)
        content = content[:at] + chance.choice(_ODD) + content[at:]
    return content


def _replacing(pattern: re.Pattern[bytes], replacements: Callable[[bytes, random.Random], bytes]) -> Mutation:
    def mutation(content: bytes, other: bytes, chance: random.Random) -> bytes:
        found = list(pattern.finditer(content))
        for match in sorted(chance.sample(found, min(len(found), chance.choice((1, 2, 10)))), key=lambda m: -m.start()):
            content = content[: match.start()] + replacements(match[0], chance) + content[match.end() :]
        return content

    return mutation


Mutation = Callable[[bytes, bytes, random.Random], bytes]
_numbers = _replacing(_NUMBER, lambda _, chance: chance.choice(_NUMBERS))
_MUTATIONS: tuple[Mutation, ...] = (_flip, _cut, _drop, _again, _random, _splice, _odd, _numbers)
_TEXTUAL: tuple[Mutation, ...] = (
    _numbers,
    _replacing(_VALUE, lambda _, chance: b'="' + chance.choice((*_NUMBERS, b"abc", b"true", b"../../x", b"#REF!", b"rId99")) + b'"'),
    _replacing(_TAG, lambda tag, chance: chance.choice((b"", tag * 2, tag.replace(b"/", b""), b"<b>", b"</b>"))),
    _replacing(_WORD, lambda word, chance: chance.choice((b"", word.upper(), word * 40, word[::-1], word[:1]))),
)  # fmt: skip
