import os
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import closing

import pytest
from sqlite_utils import Database

from db.atomic import replacing
from db.errors import ServeError
from db.serve import bind, read_signature


def write_database(path, name):
    with replacing(path) as fresh, closing(Database(fresh)) as db:
        db.table("areas").insert({"area_id": "norfolk", "name": name}, pk="area_id")


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


@pytest.mark.skipif(os.name != "posix", reason="ends the server with a signal")
def test_the_site_follows_a_rebuilt_database_without_refusing_a_request(tmp_path):
    path = tmp_path / "send.db"
    write_database(path, "before")
    command = [sys.executable, "-u", "-m", "sendkb", "--data", str(tmp_path), "serve", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        line = process.stdout.readline()
        address = next(word for word in line.split() if word.startswith("http://"))
        row = f"{address}send/areas/norfolk.json"
        assert "before" in fetch(row)
        write_database(path, "after")
        deadline = time.monotonic() + 60
        answer = fetch(row)
        while "after" not in answer and time.monotonic() < deadline:
            time.sleep(0.1)
            answer = fetch(row)  # raises where a request is refused
        assert "after" in answer
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0
    finally:
        process.kill()
        process.communicate()
