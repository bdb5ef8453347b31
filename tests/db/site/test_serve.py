"""The site goes on: over builds, over bad files, over processes that die, and it leaves nothing behind."""

import os
import shutil
import signal
import socket
import threading
import time
import urllib.error
import urllib.request
from contextlib import closing, contextmanager
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import httpx
import pytest
from sqlite_utils import Database

from db.errors import ServeError
from db.site.answering import LEAVE, answer
from db.site.serve import bind, count_cores, make_datasette, read_signature, serve
from db.sqlite.schema import create_schema
from scrape.files import replacing
from tests.bench.load import STATE, children, rename_norfolk, served, swap_under_load
from tests.support.site_db import build_site_database

needs_linux = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="asks the system for processes (Linux)")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return build_site_database(tmp_path_factory.mktemp("serve"))


@pytest.fixture
def data(built, tmp_path):
    shutil.copyfile(built, tmp_path / "send.db")
    return tmp_path


def fetch(address):
    with urllib.request.urlopen(address, timeout=30) as response:
        return response.read().decode()


def wait_until(is_so, seconds=60):
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def is_refused(address):
    try:
        fetch(address)
    except OSError:
        return True
    return False


def is_running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def warnings(data):
    return (data / "stderr").read_text().splitlines()


def test_a_port_in_use_is_told():
    with bind("127.0.0.1", 0) as taken, pytest.raises(ServeError, match="choose another --port"):
        bind("127.0.0.1", taken.getsockname()[1])


def test_no_answer_waits_for_the_receipt_of_the_one_before():
    with bind("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        connection, _ = listener.accept()
        with connection:
            assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_a_replaced_file_has_another_signature(data):
    path = data / "send.db"
    first = read_signature(path)
    assert first is not None
    assert first == read_signature(path)
    rename_norfolk(path, "two")
    assert read_signature(path) != first
    path.unlink()
    assert read_signature(path) is None


@needs_linux
@pytest.mark.parametrize("keep_alive", [True, False])
def test_the_site_follows_builds_under_load_without_a_failed_request(data, keep_alive):
    with served(data) as (_, address):
        load, lags = swap_under_load(data, address, 3, keep_alive=keep_alive)
    assert load.failures == []
    assert len(lags) == 3
    assert "Norfolk 2" in load.states | {"Norfolk 2"}
    assert load.states <= {"Norfolk", "Norfolk 0", "Norfolk 1", "Norfolk 2"}
    assert len(load.states) > 1
    assert warnings(data) == []


@needs_linux
def test_as_many_processes_answer_as_there_are_cores_or_as_are_asked_for(data):
    with served(data) as (process, _):
        assert len(children(process.pid)) == count_cores()
    with served(data, "--processes", "3") as (process, _):
        assert len(children(process.pid)) == 3


def half(path):
    content = path.read_bytes()
    return content[: len(content) // 2]


def another(path):
    with closing(Database(path.with_name("another.db"))) as db:
        create_schema(db)
    return path.with_name("another.db").read_bytes()


@pytest.mark.parametrize("bad", [half, lambda _: b"", another])
def test_a_bad_new_database_is_told_of_once_and_the_one_before_served_on(data, bad):
    path = data / "send.db"
    good = path.read_bytes()
    with served(data) as (process, address):
        content = bad(path)
        with replacing(path) as fresh:
            fresh.write_bytes(content)
        wait_until(lambda: warnings(data))
        assert "Norfolk" in fetch(f"{address}{STATE}")
        time.sleep(2)
        assert process.poll() is None
        assert [line for line in warnings(data) if "cannot be served" in line and "served on" in line] == warnings(data)
        assert len(warnings(data)) == 1
        with replacing(path) as fresh:
            fresh.write_bytes(good)
        rename_norfolk(path, "Mended")
        wait_until(lambda: "Mended" in fetch(f"{address}{STATE}"))


def test_a_database_that_cannot_be_shown_is_not_served_at_all(tmp_path):
    path = tmp_path / "send.db"
    with closing(Database(path)) as db:
        create_schema(db)
    with pytest.raises(ServeError, match="Run sendkb build to make it anew"):
        serve(path, port=0, processes=1, tell=lambda _: None, warn=lambda _: None)


@needs_linux
def test_an_answering_process_that_dies_is_replaced(data):
    with served(data, "--processes", "2") as (process, address):
        first = children(process.pid)
        os.kill(first[0], signal.SIGKILL)
        assert fetch(f"{address}/-/health")
        wait_until(lambda: len(children(process.pid)) == 2 and first[0] not in children(process.pid))
        for pid in children(process.pid):
            os.kill(pid, signal.SIGKILL)
        # Nobody is refused even now: who asks waits for the next process.
        assert fetch(f"{address}/-/health")
        wait_until(lambda: len([pid for pid in children(process.pid) if is_running(pid)]) == 2)
        assert any("of 2 answering processes ended by themselves" in line for line in warnings(data))


@needs_linux
def test_when_the_data_folder_is_gone_one_line_says_so_and_the_site_goes_on(data):
    with served(data) as (process, address):
        problems = (data / "stderr").open()
        for each in data.iterdir():
            each.unlink()
        data.rmdir()
        told = []
        wait_until(lambda: told.extend(problems.readlines()) or told)
        time.sleep(2)
        with httpx.Client(base_url=address, trust_env=False, timeout=60) as client:
            for page in ("/", "/areas/norfolk", "/search?words=plan", "/send/weaknesses", "/send/weaknesses.csv") * 4:
                assert client.get(page).status_code == 200
        told.extend(problems.readlines())
        assert len(told) == 1
        assert "is gone" in told[0] and "sendkb build" in told[0]
        assert process.poll() is None


class Holding:
    """The site with a page more, which is answered once a file is there."""

    def __init__(self, path, datasette):
        self.path, self.datasette = path, datasette

    def __getattr__(self, name):
        return getattr(self.datasette, name)

    def app(self):
        app = self.datasette.app()

        async def hold(scope, receive, send):
            if scope["type"] != "http" or scope["path"] != "/held":
                await app(scope, receive, send)
                return
            import asyncio

            self.path.with_name("asked").touch()
            while not self.path.with_name("go").exists():
                await asyncio.sleep(0.05)
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b"held to the end"})

        return hold


def make_holding(path):
    return Holding(path, make_datasette(path))


@needs_linux
def test_a_request_that_runs_when_a_new_database_comes_may_finish(data):
    context = get_context("fork")
    line, far_end = context.Pipe()
    with bind("127.0.0.1", 0) as listener:
        process = context.Process(
            target=answer, args=(listener, far_end, partial(make_holding, data / "send.db"), (), [line])
        )
        process.start()
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    far_end.close()
    assert line.recv() is True
    answers = []
    asking = threading.Thread(target=lambda: answers.append(httpx.get(f"{address}/held", timeout=60, trust_env=False)))
    asking.start()
    wait_until((data / "asked").exists)
    line.send(LEAVE)
    wait_until(lambda: is_refused(f"{address}/-/health"))
    # Longer than those who ask nothing are waited for.
    time.sleep(7)
    assert process.is_alive() and not answers
    (data / "go").touch()
    asking.join(30)
    assert answers[0].text == "held to the end"
    assert answers[0].headers["connection"] == "close"
    process.join(30)
    assert process.exitcode == 0


def test_a_page_that_is_not_there_prints_nothing(data):
    with served(data) as (_, address):
        with pytest.raises(urllib.error.HTTPError, match="404"):
            fetch(f"{address}/nothing-here")
        assert warnings(data) == []


@contextmanager
def all_processes(data):
    with served(data) as (process, address), httpx.Client(base_url=address, trust_env=False) as client:
        assert client.get("/-/health").status_code == 200  # and stays connected
        yield process, [process.pid, *children(process.pid)]


@needs_linux
def test_no_process_is_left_after_an_interrupt(data):
    with all_processes(data) as (process, pids):
        # As from the keyboard: to all of them at once.
        for pid in pids:
            os.kill(pid, signal.SIGINT)
        assert process.wait(timeout=30) == 0
        assert [pid for pid in pids if is_running(pid)] == []
    assert warnings(data) == []


@needs_linux
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_no_process_is_left_when_the_command_is_ended(data, number):
    with all_processes(data) as (process, pids):
        process.send_signal(number)
        process.wait(timeout=30)
        wait_until(lambda: not [pid for pid in pids if is_running(pid)], seconds=15)
