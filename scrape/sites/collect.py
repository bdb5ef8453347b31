"""One address at a time from the web into the store, with what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from scrape.errors import (
    CertificateError,
    ConnectionFailedError,
    FetchError,
    GoneError,
    HostSuspendedError,
    NetworkError,
    RedirectError,
    ScrapeError,
    SlowError,
)
from scrape.http.answers import Fetched
from scrape.http.fetcher import Fetcher
from scrape.sites.archive import Archive, fetch_copy
from scrape.sites.page_text import says_the_same
from scrape.sniff import DOCX, HTML, PDF, SUFFIXES, XLSX
from scrape.store import Address, DocumentMeta, Gone, Store, slug

OFFICE = frozenset({PDF, DOCX, XLSX})
# What may mean that an address is lost for good, so that an archive's copy is worth asking for.
_LOST = (GoneError, ConnectionFailedError, CertificateError, SlowError, RedirectError)
OGL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"


class Action(StrEnum):
    """What became of an address."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    GONE = "gone"
    FAILED = "failed"
    NOT_ASKED = "not asked"  # its host is left alone for the rest of this run
    LEFT = "left"  # for the next run: a dry run, or enough for this one


@dataclass(frozen=True, slots=True)
class Wanted:
    """A document to be had, and what its source says of it.

    `hosts` are those a redirect may lead to beside the address's own owner. `is_immutable` is for sites that never put
    other bytes under an address: what is stored from there is not asked for again while its title and date stand.
    """

    url: str
    area_id: str | None
    title: str | None
    found_on: str
    expect: frozenset[str]
    publisher: str | None = None
    published: str | None = None
    text_origin: str = "official"
    licence: str | None = None
    file_stem: str | None = None
    hosts: frozenset[str] = frozenset()
    is_immutable: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one address; `code` and `message` where something is wrong, `content` where it could be had.

    `base_url` is what relative links in the content are relative to, where that is not `url`; `gone` says how a document
    has gone (its record is left as it is: one run's word is weighed before it is believed); `host` is one left alone.
    """

    action: Action
    url: str
    document_id: str | None = None
    code: str | None = None
    message: str | None = None
    retrieved_at: str | None = None
    content: bytes | None = None
    base_url: str | None = None
    gone: Gone | None = None
    host: str | None = None


class Collector:
    """Brings addresses into a store. In a dry run nothing is written, and files are not fetched."""

    def __init__(
        self,
        store: Store,
        fetcher: Fetcher,
        *,
        archive: Archive | None = None,
        dry_run: bool = False,
        max_documents: int | None = None,
    ) -> None:
        self.store = store
        self.fetcher = fetcher
        self.dry_run = dry_run
        self._archive = archive
        self._left = max_documents

    def read_page(self, url: str, hosts: frozenset[str], *, is_file: bool = False) -> Outcome:
        """A page that is wanted for its links only, or a file of figures; never raises, and is not fetched again while
        unchanged.
        """
        known = self._find_whole(url)
        try:
            fetched = self.fetcher.fetch(
                url,
                etag=known.etag if known else None,
                last_modified=known.last_modified if known else None,
                hosts=hosts,
                expect=None if is_file else frozenset({HTML}),
            )
        except FetchError as error:
            return _failed(url, error)
        if fetched.content is None and known is not None:
            content = self.store.read_raw(known.current)
            return Outcome(Action.UNCHANGED, url, retrieved_at=fetched.retrieved_at, content=content)
        content = fetched.content or b""
        if not self.dry_run:
            self.store.add_page(
                content, url, retrieved_at=fetched.retrieved_at, etag=fetched.etag, last_modified=fetched.last_modified
            )
        return Outcome(Action.CHANGED if known else Action.NEW, url, retrieved_at=fetched.retrieved_at, content=content)

    def collect(self, wanted: Wanted, *, is_page: bool = False) -> Outcome:
        """Bring a document into the store if it is new or changed; never raises for what a site may do.

        `is_page` is for pages whose links are wanted too: they are read in a dry run as well.
        """
        known = self._find_whole(wanted.url)
        if known is not None and wanted.is_immutable and self._is_as_stored(wanted, known.current, known.gone):
            return Outcome(Action.UNCHANGED, wanted.url)
        if not is_page and (self.dry_run or self._left == 0):
            return Outcome(Action.LEFT, wanted.url, message="new" if known is None else "to be checked")
        try:
            fetched = self.fetcher.fetch(
                wanted.url,
                etag=known.etag if known else None,
                last_modified=known.last_modified if known else None,
                hosts=wanted.hosts,
                expect=wanted.expect,
            )
        except FetchError as error:
            return self._without_site(wanted, error, known)
        if fetched.content is None and known is not None:
            if known.gone is not None and not self.dry_run:
                self.store.mark_present(wanted.url)
            content = self.store.read_raw(known.current) if is_page else None
            return Outcome(
                Action.UNCHANGED,
                wanted.url,
                retrieved_at=fetched.retrieved_at,
                content=content,
                base_url=fetched.final_url,
            )
        if known is not None and known.gone is None and self._says_the_same(known, fetched):
            return Outcome(
                Action.UNCHANGED,
                wanted.url,
                retrieved_at=fetched.retrieved_at,
                content=fetched.content,
                base_url=fetched.final_url,
            )
        return self._keep(wanted, fetched)

    def _says_the_same(self, known: Address, fetched: Fetched) -> bool:
        """Whether a page differs from the one stored only in what its server makes anew for every visit."""
        content = fetched.content or b""
        return fetched.media_type == HTML and says_the_same(self.store.read_raw(known.current), content)

    def _find_whole(self, url: str) -> Address | None:
        """What is stored for `url`; as if nothing were, where its bytes were removed and so must be fetched anew."""
        known = self.store.find_address(url)
        return known if known is not None and self.store.has_bytes(known.current) else None

    def _is_as_stored(self, wanted: Wanted, sha256: str, gone: Gone | None) -> bool:
        stored = self.store.find_document(sha256)
        if stored is None or gone is not None:
            return False
        return (stored.meta.title, stored.meta.published) == (wanted.title, wanted.published)

    def _keep(
        self, wanted: Wanted, fetched: Fetched, *, captured_at: str | None = None, gone: Gone | None = None
    ) -> Outcome:
        """Store what came and say whether it is news."""
        content = fetched.content or b""
        meta = DocumentMeta(
            file_name=_file_name(wanted, fetched),
            media_type=fetched.media_type,
            source_url=wanted.url,
            final_url=fetched.final_url if fetched.final_url != wanted.url else None,
            title=wanted.title,
            publisher=wanted.publisher,
            published=wanted.published,
            retrieved_at=fetched.retrieved_at,
            area_id=wanted.area_id,
            text_origin=wanted.text_origin,
            licence=wanted.licence,
            how_found=f"linked on {wanted.found_on}" if wanted.found_on != wanted.url else "source page",
            content_type=fetched.content_type,
            captured_at=captured_at,
        )
        known = self.store.find_address(wanted.url)
        before = known.current if known is not None else None
        # An archive's copy links as the page did at its own address.
        base_url = fetched.final_url if captured_at is None else None
        if self.dry_run:
            return Outcome(
                Action.LEFT,
                wanted.url,
                message="new" if known is None else "to be checked",
                content=content,
                base_url=base_url,
            )
        stored = self.store.add(
            content,
            meta,
            address=wanted.url,
            # An archive's validators say nothing about the site.
            etag=fetched.etag if gone is None else None,
            last_modified=fetched.last_modified if gone is None else None,
            found_on=wanted.found_on,
            gone=gone,
        )
        if before == stored.sha256:
            action = Action.UNCHANGED
        else:
            action = Action.NEW if before is None else Action.CHANGED
            if self._left:
                self._left -= 1
        return Outcome(
            action,
            wanted.url,
            stored.document_id,
            retrieved_at=fetched.retrieved_at,
            content=content,
            base_url=base_url,
        )

    def _without_site(self, wanted: Wanted, error: FetchError, known: Address | None) -> Outcome:
        """What to do about a document its site does not give: note that it is gone, or take the archive's copy."""
        if known is not None:
            if known.gone is not None and isinstance(error, _LOST):
                return Outcome(Action.UNCHANGED, wanted.url)
            if isinstance(error, GoneError):
                return Outcome(Action.GONE, wanted.url, code=error.code, gone=Gone(error.reason, error.at))
            return _failed(wanted.url, error)
        if self._archive is None or self.dry_run or not isinstance(error, _LOST):
            return _failed(wanted.url, error)
        try:
            copy = fetch_copy(self.fetcher, self._archive, wanted.url, wanted.expect)
        except NetworkError:
            raise
        except ScrapeError as archive_error:
            return Outcome(
                Action.FAILED, wanted.url, code=error.code, message=f"{error} Nor by archive: {archive_error}"
            )
        if copy is None:
            return Outcome(
                Action.FAILED, wanted.url, code=error.code, message=f"{error} No copy found in the Internet Archive."
            )
        gone = (
            Gone(error.reason, error.at)
            if isinstance(error, GoneError)
            else Gone(error.code, copy.fetched.retrieved_at)
        )
        return self._keep(wanted, copy.fetched, captured_at=copy.captured_at, gone=gone)


def _failed(url: str, error: FetchError) -> Outcome:
    if isinstance(error, HostSuspendedError):
        return Outcome(Action.NOT_ASKED, url, code=error.code, message=str(error), host=error.host)
    return Outcome(Action.FAILED, url, code=error.code, message=str(error))


def _file_name(wanted: Wanted, fetched: Fetched) -> str:
    """A name that says what the document is; pages' own are mostly "index" or a script's."""
    suffix = SUFFIXES.get(fetched.media_type or "", "")
    if wanted.file_stem is not None:
        return f"{wanted.file_stem}{suffix}"
    if fetched.media_type == HTML:
        return f"{slug(wanted.title or '') or slug(PurePosixPath(fetched.file_name).stem)}{suffix}"
    return f"{PurePosixPath(fetched.file_name).stem}{suffix}"
