"""`make bench`: what building the knowledge base costs, as a multiple of reading the same PDFs' text with bare pypdfium2."""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pypdfium2 as pdfium

from db.building.build import build
from db.reference.areas import load_area_names
from extract.model.context import AreaName, Context
from extract.pipeline import extract_findings, load_extractors
from extract.reading import read_document
from scrape.local import ingest_paths
from scrape.starter import DOCUMENTS
from scrape.store import Store
from tests.conftest import CORPUS
from tests.support.report_pages import Report


def main() -> None:
    """Print every round's times and the median ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="rounds of both, in turn (default 5)")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        paths = _reports(Path(folder))
        _bench_build(paths, Path(folder), rounds)


def _reports(folder: Path) -> Sequence[Path]:
    """The real reports where they are here, else thirty drawn ones."""
    paths = sorted((CORPUS / "reports").glob("*.pdf"))
    if paths:
        return paths
    print("the real reports are not here: measuring on thirty drawn ones")
    drawn = folder / "drawn"
    drawn.mkdir()
    for number in range(30):
        (drawn / f"report-{number}.pdf").write_bytes(Report(lines_before_lists=number).draw())
    return sorted(drawn.glob("*.pdf"))


def _bench_build(paths: Sequence[Path], folder: Path, rounds: int) -> None:
    _warm_up(folder)
    areas = load_area_names()
    extractions: list[float] = []
    builds: list[float] = []
    print(f"{len(paths)} reports; seconds")
    print(f"{'bare text':>10}{'extract':>10}{'ratio':>8}{'build':>10}{'ratio':>8}")
    for number in range(rounds):
        data = folder / f"data-{number}"
        for result in ingest_paths(Store(data / "store"), paths):
            if result.problem:
                sys.exit(result.problem)
        bare = _seconds(lambda: _read_bare(paths))
        extract = _seconds(lambda: _extract(paths, areas))
        whole = _seconds(lambda data=data: build(data))  # type: ignore[misc]
        # The build reads the starter's PDFs too.
        all_bare = bare + _seconds(lambda: _read_bare(sorted(DOCUMENTS.glob("*.pdf"))))
        extractions.append(extract / bare)
        builds.append(whole / all_bare)
        print(f"{bare:>10.3f}{extract:>10.3f}{extract / bare:>8.2f}{whole:>10.3f}{whole / all_bare:>8.2f}")
    print(f"reading and extracting the reports / bare pypdfium2 text: median {statistics.median(extractions):.2f}")
    print(
        f"build of starter and reports from nothing / bare pypdfium2 text of the same PDFs: median {statistics.median(builds):.2f}"
    )


def _extract(paths: Sequence[Path], areas: tuple[AreaName, ...]) -> None:
    for path in paths:
        document = read_document(path.read_bytes(), media_type=None, file_name=path.name)
        extract_findings(document, Context(areas))


def _warm_up(folder: Path) -> None:
    """What starts up once per process is excluded: imports, spaCy's pipeline, compiled patterns, one whole build."""
    load_extractors()
    build(folder / "warm-up")


def _read_bare(paths: Sequence[Path]) -> int:
    length = 0
    for path in paths:
        pdf = pdfium.PdfDocument(path)
        for page in pdf:
            text_page = page.get_textpage()
            length += len(text_page.get_text_range())
            text_page.close()
            page.close()
        pdf.close()
    return length


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
