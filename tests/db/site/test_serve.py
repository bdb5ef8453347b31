import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing, contextmanager

import pytest
from sqlite_utils import Database

from db.errors import ServeError
from db.site.serve import bind, read_signature
from db.sqlite.schema import create_schema
from scrape.files import replacing


def write_database(path, name):
    with replacing(path) as fresh, closing(Database(fresh)) as db:
        create_schema(db)
        columns = {"gss_code": "E10000020", "region": "East of England", "status": "current"}
        db.table("areas").insert({"area_id": "norfolk", "name": name} | columns)


def fetch(address):
    with urllib.request.urlopen(address, timeout=20) as response:
        return response.read().decode()


def test_a_port_in_use_is_told():
    with bind("127.0.0.1", 0) as taken, pytest.raises(ServeError, match="choose another --port"):
        bind("127.0.0.1", taken.getsockname()[1])


def test_a_replaced_file_has_another_signature(tmp_path):
    path = tmp_path / "send.db"
    assert read_signature(path) is None
    write_database(path, "one")
    first = read_signature(path)
    assert first == read_signature(path)
    write_database(path, "two")
    assert read_signature(path) != first


@contextmanager
def serving(data_dir):
    command = [sys.executable, "-u", "-m", "sendkb", "--data", str(data_dir), "serve", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=data_dir.joinpath("stderr").open("w"), text=True)
    try:
        yield process, next(word for word in process.stdout.readline().split() if word.startswith("http://"))
    finally:
        process.kill()
        process.communicate()


def wait_until(is_so):
    deadline = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def is_refused(address):
    try:
        fetch(address)
    except OSError:
        return True
    return False


@pytest.mark.skipif(os.name != "posix", reason="ends the server with a signal")
def test_the_site_follows_a_rebuilt_database_without_refusing_a_request(tmp_path):
    path = tmp_path / "send.db"
    write_database(path, "before")
    with serving(tmp_path) as (process, address):
        row = f"{address}send/areas/norfolk.json"
        assert "before" in fetch(row)
        write_database(path, "after")
        wait_until(lambda: "after" in fetch(row))  # fails where a request is refused
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0
        assert is_refused(row)


def test_a_page_that_is_not_there_prints_nothing(tmp_path):
    write_database(tmp_path / "send.db", "one")
    with serving(tmp_path) as (_, address):
        with pytest.raises(urllib.error.HTTPError, match="404"):
            fetch(f"{address}nothing-here")
        assert (tmp_path / "stderr").read_text() == ""


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_nothing_goes_on_serving_when_the_command_is_killed(tmp_path):
    write_database(tmp_path / "send.db", "one")
    with serving(tmp_path) as (process, address):
        assert fetch(f"{address}-/versions.json")
        process.send_signal(signal.SIGKILL)
        wait_until(lambda: is_refused(address))
