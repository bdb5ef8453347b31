"""A served site and a browser to look at it with."""

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from db.building.build import build
from tests.support.site_db import build_site_database

ROOT = Path(__file__).parents[2]


def missing(what):
    """What a test needs is not here: skip, or fail where SENDKB_REQUIRE_BROWSER=1."""
    message = f"{what} is not here: install the browser extra, and Chromium from the system's packages"
    if os.environ.get("SENDKB_REQUIRE_BROWSER") == "1":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="package")
def browser():
    """Chromium of the operating system, driven by playwright."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        missing("Chromium")
    with sync_playwright() as playwright:
        # Root in a container has no sandbox, and little shared memory.
        launched = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield launched
        launched.close()


@contextmanager
def served(data):
    """The address of the site over the database in a folder, served by the command line as people start it."""
    command = [sys.executable, "-u", "-m", "sendkb", "--data", str(data), "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        line = process.stdout.readline()
        yield next(word for word in line.split() if word.startswith("http://")).rstrip("/")
        process.terminate()


@pytest.fixture(scope="package")
def address(tmp_path_factory):
    """The site over the reference facts and a report in words of ours."""
    data = tmp_path_factory.mktemp("browser")
    build_site_database(data)
    with served(data) as found:
        yield found


@pytest.fixture(scope="package")
def starter_address(tmp_path_factory):
    """The site as it is on the first day: what comes with sendkb and nothing else."""
    data = tmp_path_factory.mktemp("starter")
    build(data)
    with served(data) as found:
        yield found


@pytest.fixture
def page(browser, request):
    """A page 1280 px wide, or as wide as the test's parameter `width`."""
    width = request.node.callspec.params.get("width", 1280) if hasattr(request.node, "callspec") else 1280
    context = browser.new_context(viewport={"width": width, "height": 900})
    yield context.new_page()
    context.close()
