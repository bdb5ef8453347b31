import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from db.errors import BuildRunningError
from db.sqlite.build_lock import build_lock


def test_a_second_build_in_the_same_folder_is_refused(tmp_path):
    with build_lock(tmp_path), pytest.raises(BuildRunningError, match="another build is running"), build_lock(tmp_path):
        pass
    with build_lock(tmp_path):
        pass


def test_the_lock_ends_with_the_process_that_held_it(tmp_path):
    code = (
        "import sys, time, pathlib\nfrom db.sqlite.build_lock import build_lock\n"
        "with build_lock(pathlib.Path(sys.argv[1])):\n print('held', flush=True)\n time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"held\n"
    with pytest.raises(BuildRunningError), build_lock(tmp_path):
        pass
    process.kill()
    process.communicate()
    with build_lock(tmp_path):
        pass


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_a_build_killed_at_any_moment_leaves_a_whole_database(tmp_path):
    def start():
        command = [sys.executable, "-m", "sendkb", "--data", str(tmp_path), "build", "--no-starter", "--anew"]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL)

    def built_at():
        with closing(sqlite3.connect(f"file:{tmp_path / 'send.db'}?mode=ro", uri=True)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert connection.execute("SELECT count(*) FROM areas").fetchone()[0] > 150
            return connection.execute("SELECT value FROM build_info WHERE key = 'built_at'").fetchone()[0]

    assert start().wait() == 0  # the first build remembers what later ones need not work out
    began = time.monotonic()
    assert start().wait() == 0
    whole = time.monotonic() - began
    killed = 0
    for share in (0.2, 0.4, 0.55, 0.7, 0.85):
        process = start()
        time.sleep(whole * share)
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        assert built_at()
        assert not list(tmp_path.glob("send.db-*"))
    assert killed >= 3
    assert start().wait() == 0
    assert not list(tmp_path.glob(".new-*"))
