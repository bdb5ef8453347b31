"""The image: its Dockerfile's steps followed in a fresh virtual environment, and what Dockerfile and compose.yml promise.

No container is run here: base image, user and mounts are looked at, the steps that install, start and ask after the site are
carried out, on a tree that nobody may write to.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
PREFIX = "/opt/sendkb"


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's instructions as (name, argument), lines that go on joined."""
    text = re.sub(r"\\\n\s*", "", (ROOT / "Dockerfile").read_text("utf-8"))
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(name, argument.strip()) for name, _, argument in (line.strip().partition(" ") for line in lines)]


def arguments(name: str) -> list[str]:
    return [argument for each, argument in instructions() if each == name]


def last_stage() -> list[tuple[str, str]]:
    found = instructions()
    start = max(place for place, (name, _) in enumerate(found) if name == "FROM")
    return found[start:]


def test_the_image_runs_as_nobody_special_and_keeps_data_in_a_volume() -> None:
    stage = dict(last_stage())
    assert stage["USER"] == "sendkb"
    assert stage["VOLUME"] == "/data"
    assert "SENDKB_DATA=/data" in stage["ENV"]
    assert json.loads(stage["CMD"])[:3] == ["serve", "--host", "0.0.0.0"]


def test_compose_starts_the_site_and_a_weekly_update_on_a_read_only_root() -> None:
    services = yaml.safe_load((ROOT / "compose.yml").read_text("utf-8"))["services"]
    assert set(services) == {"site", "update"}
    for service in services.values():
        assert service["read_only"] is True
        assert service["volumes"] == ["data:/data"]
        assert service["cap_drop"] == ["ALL"]
    assert services["site"]["ports"] == ["127.0.0.1:8001:8001"]
    script = services["update"]["entrypoint"][2]
    assert "sendkb -q update" in script
    assert f"sleep {7 * 24 * 3600}" in script
    assert subprocess.run(["sh", "-n", "-c", script.replace("$$", "$")], check=False).returncode == 0
    assert services["update"]["environment"]["SENDKB_CONTACT"].startswith("${SENDKB_CONTACT:?")


def test_everything_that_is_copied_is_let_through_to_the_build() -> None:
    copied = {name for argument in arguments("COPY") if "--from" not in argument for name in argument.split()[:-1]}
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
    assert copied == allowed
    assert all((ROOT / name).exists() for name in copied)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The virtual environment that the build stage makes, with nobody's right to write to it."""
    work = tmp_path_factory.mktemp("image")
    source, prefix = work / "src", work / "sendkb"
    source.mkdir()
    for argument in arguments("COPY"):
        if "--from" in argument:
            continue
        *names, target = argument.split()
        for name in names:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, source / target, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(ROOT / name, source / target)
    for step in arguments("RUN"):
        if PREFIX not in step:
            continue
        command = shlex.split(
            step.replace(PREFIX, str(prefix)).replace("python -m venv", f"{sys.executable} -m venv", 1)
        )
        done = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
        if done.returncode and re.search(
            r"No matching distribution|Connection|Temporary failure|timed out", done.stderr
        ):
            pytest.skip(f"no package index can be reached: {done.stderr.strip().splitlines()[-1]}")
        assert done.returncode == 0, done.stderr
    for path in prefix.rglob("*"):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & ~0o222)
    return prefix


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_the_installed_site_starts_from_nothing_and_is_healthy(installed: Path, tmp_path: Path) -> None:
    stage = dict(last_stage())
    port = str(free_port())
    data = tmp_path / "data"
    environment = {
        "PATH": f"{installed / 'bin'}{os.pathsep}{os.environ['PATH']}", "SENDKB_DATA": str(data),
        "PYTHONDONTWRITEBYTECODE": "1", "HOME": str(tmp_path / "nowhere"), "TMPDIR": str(tmp_path),
    }  # fmt: skip
    command = [*json.loads(stage["ENTRYPOINT"]), *(each.replace("8001", port) for each in json.loads(stage["CMD"]))]
    health = json.loads(stage["HEALTHCHECK"].partition("CMD ")[2])
    files = set(installed.rglob("*"))
    began = time.monotonic()
    # The checkout must not be what is run.
    with subprocess.Popen(command, env=environment, cwd=tmp_path, stdout=subprocess.DEVNULL) as site:
        try:
            while time.monotonic() - began < 90:
                asked = [each.replace("8001", port) for each in health]
                if (
                    subprocess.run(asked, env=environment, cwd=tmp_path, capture_output=True, check=False).returncode
                    == 0
                ):
                    break
                assert site.poll() is None, "the site ended"
                time.sleep(0.5)
            else:
                pytest.fail("the site was not healthy within 90 seconds")
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/areas/norfolk", timeout=20) as answer:
                assert b"Norfolk" in answer.read()
        finally:
            site.send_signal(signal.SIGTERM)
    assert (data / "send.db").exists()
    assert set(installed.rglob("*")) == files, "the installation was written to"
    assert not (tmp_path / "nowhere").exists(), "a home folder was written to"
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2)
