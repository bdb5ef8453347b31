"""However a letter is set — pages, glyphs, footers, line ends, white space — the same items come out."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.model.context import Context
from extract.model.document import Block, Document, Draft, Kind, assemble
from extract.model.findings import Findings
from extract.readers.pdf import read_pdf
from extract.types.inspection_letter import extract_inspection_letter
from extract.types.revisit_letter import extract_revisit_letter
from tests.extract.types.test_revisit_letter import HEAD as REVISIT_HEAD
from tests.extract.types.test_revisit_letter import HEADED, SOME, TAIL
from tests.support.letter_formats import to_pdf
from tests.support.letter_text import LETTER, document

LONG_LIST = """\
◼ the lack of a joint strategy that all partners in education, health and care own and follow
◼ weak checks at the age of two. Health visitors see too few families. EHC plans start late
◼ co-production with children, young people and their families, which is not yet at the heart of planning
◼ in too many schools, the graduated approach is not used well enough
"""
WHOLE = LETTER[: LETTER.index("◼ the lack of a joint")] + LONG_LIST + LETTER[LETTER.index("Yours sincerely") :]
REVISIT = REVISIT_HEAD.format(overall=SOME) + HEADED.strip("\n") + TAIL
GLYPHS = st.sampled_from(["•", "◼", "▪", "●", "➢", "\uf0b7", "–", "o"])
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def items(found: Findings) -> list[tuple[object, ...]]:
    """What must not change: kinds, numbers, words (bullets inside an item aside), verdicts, sections, dates."""
    weaknesses = [(w.kind, w.number, plain(w.quote.text), w.progress, w.responsible) for w in found.weaknesses]
    strengths = [(s.section, plain(s.quote.text)) for s in found.strengths]
    return [*weaknesses, *strengths, *((e.event, e.date) for e in found.events)]


def plain(text: str) -> str:
    words = " ".join(word for word in text.split() if word not in "•◼▪●➢\uf0b7–o")
    return words.replace("- ", "-")  # a line's end after the hyphen of "co-production"


def varied(base: Document, draw: st.DrawFn) -> Document:
    """The document set anew: another glyph, page breaks before and inside blocks, wide spaces, line ends anywhere."""
    glyph = draw(GLYPHS)
    breaks = draw(st.sets(st.integers(0, len(base.blocks) - 1), max_size=4))
    wide = draw(st.sampled_from([" ", "  ", "\n", " \n ", "\u00a0"]))
    hyphen = draw(st.sampled_from(["-", "-\n"]))
    page, drafts = 1, list[Draft]()
    for block in base.blocks:
        cut = block.seq in breaks
        if cut and block.kind is Kind.BULLET and len(block.body.split()) > 3 and block.level == 0:
            words = block.body.replace("-", hyphen).split(" ")
            at = draw(st.integers(1, len(words) - 1).filter(lambda n, words=words: words[n][:1].islower()))
            drafts.append(_draft(block, wide.join(words[:at]), page, glyph))
            page += 1
            drafts.append(Draft(Kind.PARAGRAPH, wide.join(words[at:]), page))
            continue
        page += cut
        drafts.append(_draft(block, wide.join(block.body.replace("-", hyphen).split(" ")), page, glyph))
    return assemble(drafts, media_type=base.media_type, page_count=page)


def _draft(block: Block, body: str, page: int, glyph: str) -> Draft:
    marker = glyph if block.kind is Kind.BULLET and block.level == 0 else block.marker
    text = f"{marker} {body}" if marker else body
    draft = Draft(block.kind, text, page, level=block.level, marker=marker, cells=block.cells, table=block.table)
    return replace(draft, is_bold=block.is_bold)


@QUICK
@given(st.data())
def test_an_inspection_letter_set_anew_says_the_same(data: st.DataObject) -> None:
    base = document(WHOLE)
    expected = items(extract_inspection_letter(base, Context()))
    assert len(expected) == 14
    assert items(extract_inspection_letter(varied(base, data.draw), Context())) == expected


@QUICK
@given(st.data())
def test_a_revisit_letter_set_anew_says_the_same(data: st.DataObject) -> None:
    base = document(REVISIT)
    expected = items(extract_revisit_letter(base, Context()))
    assert len(expected) == 10
    assert items(extract_revisit_letter(varied(base, data.draw), Context())) == expected


@settings(QUICK, max_examples=25)
@given(
    size=st.sampled_from([10.0, 11.0, 12.0, 13.5]),
    glyph=st.sampled_from(["•", "–", "o"]),
    bottom=st.sampled_from([70.0, 120.0, 250.0, 400.0]),
    footer=st.sampled_from(
        [(), ("{page}",), ("Page {page} of 4",), ("Joint area SEND inspection in Exshire", "{page}")]
    ),
)
def test_a_letters_pdf_says_the_same_however_it_is_set(
    size: float, glyph: str, bottom: float, footer: tuple[str, ...]
) -> None:
    expected = items(extract_inspection_letter(document(WHOLE), Context()))
    data = to_pdf(WHOLE, size=size, glyph=glyph, bottom=bottom, footer=footer)
    assert items(extract_inspection_letter(read_pdf(data), Context())) == expected
