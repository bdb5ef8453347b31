"""No file can hang, kill or swell a build: each of them ends in a document or in a listed problem, within its limits."""

import pickle
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from db.errors import SettingError
from db.reading.extracting import read_bytes
from db.reading.limits import WorkerLimits, load_limits
from db.reading.messages import RETIRE, Job, Setup, extracted_json, receive, send
from db.reading.process import ReadingProcess
from extract.model.context import Context
from extract.model.limits import Limits
from scrape.store import DocumentMeta
from tests.support.hostile import HOSTILE, docx
from tests.support.made import REPORT

LIMITS = Limits(megabytes=20, text_megabytes=10, unpacked_megabytes=50, pages=500, cells=100_000, nesting=200)
WORKER = WorkerLimits(seconds=3, memory=300)
HEALTHY = Job(REPORT.encode(), DocumentMeta("report.html"), Context())
# What must be refused, and by what; any other file may be read or refused, so long as it ends.
REFUSED = {
    "nested-boxes.docx": "unreadable", "paragraphs.docx": "over_limit", "bytes.docx": "over_limit",
    "cut-stream.docx": "unreadable", "deep-table.docx": "unreadable", "merge.xlsx": "over_limit",
    "rows.xlsx": "over_limit", "cut-styles.xlsx": "unreadable", "deep-divs.html": "over_limit",
    "deep-inline.html": "over_limit", "deep-lists.html": "over_limit", "large.html": "over_limit",
    "large.txt": "over_limit", "forms.pdf": "crash", "pages.pdf": "over_limit",
}  # fmt: skip


@pytest.fixture(scope="module")
def process():
    process = ReadingProcess(Setup((), LIMITS, WORKER, verbose=False))
    yield process
    process.end()


def read(process, job):
    return extracted_json().validate_json(process.read(job))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_and_a_healthy_one_after_it_is_read(process, name):
    content = HOSTILE[name]()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    failure = read(process, Job(content, DocumentMeta(name), Context())).failure
    assert read(process, HEALTHY).findings.weaknesses
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    # Time is counted when a process has ended, its start and another's among it.
    assert after.ru_utime - before.ru_utime < 3 * WORKER.seconds + 10
    assert (failure.error if failure else None) == REFUSED.get(name, failure.error if failure else None)
    if failure is not None:
        assert failure.message.count("\n") == 0
        assert any(advice in failure.message for advice in ("SENDKB_MAX_", "download it again", "report this file"))


def test_an_error_nobody_foresaw_is_an_answer_and_the_next_document_is_read(process):
    answer = read(process, Job("no bytes", DocumentMeta("x.txt"), Context()))
    assert answer.failure.error == "fault"
    assert "report this file" in answer.failure.message
    assert read(process, HEALTHY).findings.weaknesses


def test_a_process_that_an_error_ends_says_so_as_its_last_answer():
    script = (
        "import pickle\n"
        "from db.reading import worker\n"
        "def fail(*_): raise Exception('of a kind that no library is known to raise')\n"
        "worker.read_bytes = fail\n"
        "worker.main()\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    with child:
        send(child.stdin, pickle.dumps(Setup((), LIMITS, WORKER, verbose=False)))
        send(child.stdin, pickle.dumps(HEALTHY))
        answer = receive(child.stdout)
    assert answer[:1] == RETIRE
    failure = extracted_json().validate_json(answer[1:]).failure
    assert (failure.error, failure.message.split(":")[1]) == ("fault", " of a kind that no library is known to raise")


def test_a_process_killed_from_outside_costs_one_document(process):
    child = process.start() if process._child is None else process._child
    child.send_signal(signal.SIGKILL)
    child.wait()
    assert read(process, HEALTHY).failure.error == "crash"
    assert read(process, HEALTHY).findings.weaknesses


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with its parent")
def test_no_process_is_left_where_the_building_one_is_killed():
    script = (
        "from tests.db.reading.test_hostile import *\n"
        "process = ReadingProcess(Setup((), LIMITS, WORKER, verbose=False))\n"
        "print(process.start().pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    for _ in range(100):
        if not _is_alive(child):
            break
        time.sleep(0.1)
    assert not _is_alive(child)


def _is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii").rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_box_within_a_box_is_read_once():
    box = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    inner = "<w:p><w:r><w:t>Inner words.</w:t></w:r></w:p>"
    middle = f"<w:p><w:r><w:t>Middle words.</w:t></w:r>{box.format(inner)}</w:p>"
    content = docx(f"<w:p><w:r><w:t>Outer words.</w:t></w:r>{box.format(middle)}</w:p>")
    document = read_bytes(content, DocumentMeta("boxes.docx"), Context()).document
    assert [block.text for block in document.blocks] == ["Outer words.", "Middle words.", "Inner words."]


def test_limits_come_from_the_environment():
    limits, worker = load_limits({"SENDKB_MAX_PAGES": "12", "SENDKB_MAX_SECONDS": "7", "HOME": "/"})
    assert (limits.pages, limits.cells) == (12, Limits().cells)
    assert worker == WorkerLimits(seconds=7)
    with pytest.raises(SettingError, match="whole number"):
        load_limits({"SENDKB_MAX_PAGES": "many"})
    with pytest.raises(SettingError, match="there are SENDKB_MAX_CELLS"):
        load_limits({"SENDKB_MAX_PAGE": "12"})
