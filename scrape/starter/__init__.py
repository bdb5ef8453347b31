"""Documents that come with sendkb, so that a fresh machine has something to read without a network.

They are paraphrases: our words, in the layouts of the real documents, with facts published about real areas. Each says so
in its first line and names the official document. `sources/` holds what they say, `documents/` the files made of it by
`python -m scrape.starter.write`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from scrape.records import DocumentMeta

SOURCES = Path(__file__).parent / "sources"
DOCUMENTS = Path(__file__).parent / "documents"
# libyaml's loader, ten times as fast, where PyYAML was built with it.
_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LICENCE = "Paraphrase by sendkb; facts under the Open Government Licence v3.0"


def starter_documents() -> Iterator[tuple[bytes, DocumentMeta]]:
    """Every starter document with where its facts come from, in the order of the sources' names."""
    for source in load_sources():
        published = source["published"]
        meta = DocumentMeta(
            file_name=source["file"],
            source_url=source["source_url"],
            title=source["title"],
            publisher=source["publisher"],
            published=published.isoformat() if published else None,
            text_origin="paraphrase",
            licence=LICENCE,
            how_found="starter",
        )
        yield (DOCUMENTS / source["file"]).read_bytes(), meta


def load_sources() -> list[dict[str, Any]]:
    """What the starter documents say: file, title, publisher, source_url, published, footer and blocks of each."""
    return [yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER) for path in sorted(SOURCES.glob("*.yml"))]


def marking(source: dict[str, Any]) -> str:
    """The line that stands first in a starter document."""
    return f"Paraphrase written for sendkb; the official document is at {source['source_url']}"
