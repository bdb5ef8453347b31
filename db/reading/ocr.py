"""Letters read off pictures by the system's own tesseract, where it is installed (Apache licence; no download of ours)."""

from __future__ import annotations

import csv
import logging
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from functools import cache, partial

from extract.model.ocr import PageImage, ReadWord, Recogniser

logger = logging.getLogger(__name__)

# A page takes two seconds; one that takes this long is no page of text.
_SECONDS = 60
# Words it is less sure of than this (of 100) are specks and frames.
_SURE = 30.0
_WORD_LEVEL = "5"


@cache
def recogniser() -> Recogniser | None:
    """What reads pictures on this machine; None where tesseract is not installed."""
    program = shutil.which("tesseract")
    return partial(_read, program) if program else None


def _read(program: str, image: PageImage) -> Sequence[ReadWord]:
    """The words on a picture; none, and a warning, where tesseract fails or takes too long."""
    command = [program, "stdin", "stdout", "-l", "eng", "--psm", "3", "--dpi", str(image.dpi), "tsv"]
    picture = b"P5 %d %d 255\n" % (image.width, image.height) + image.grey
    # One thread: documents are read beside each other.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(
            command, input=picture, capture_output=True, timeout=_SECONDS, check=True, env=environment
        )
    except (OSError, subprocess.SubprocessError) as error:
        logger.warning("tesseract could not read a page (%s): try it by hand, with its English data installed", error)
        return ()
    return list(_words(done.stdout.decode("utf-8", errors="replace")))


def _words(table: str) -> Iterator[ReadWord]:
    """The words of tesseract's table, whose columns its manual gives; it numbers lines within paragraphs within blocks."""
    lines: dict[tuple[str, str, str], int] = {}
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row["text"] or "").strip()
        if row["level"] != _WORD_LEVEL or not text or float(row["conf"]) < _SURE:
            continue
        line = lines.setdefault((row["block_num"], row["par_num"], row["line_num"]), len(lines))
        left, top = int(row["left"]), int(row["top"])
        yield ReadWord(text, left, top, left + int(row["width"]), top + int(row["height"]), line)
