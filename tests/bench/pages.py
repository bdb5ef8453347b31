"""How long every kind of page takes and how much it weighs, asked of the site as it is served."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import httpx
import yaml

ROOT = Path(__file__).parents[2]
SEND = yaml.safe_load((ROOT / "metadata.yml").read_text("utf-8"))["databases"]["send"]
MEDIAN_MS, P95_MS, WEIGHT = 60.0, 150.0, 300_000
# Parameters that people would give.
_VALUES = {
    "area": "Norfolk", "theme": "ehc-timeliness", "words": "plan", "neighbours_of": "Norfolk", "region": "London",
    "body": "integrated care board", "from_date": "2020-01-01",
}  # fmt: skip
OWN = (
    "/", "/areas/norfolk", "/areas/hertfordshire", "/areas/essex", "/areas/rutland", "/search", "/search?words=plan",
    "/search?words=EHCP+autism", "/search?words=speech+OR+autism&region=London", "/search?theme=ehc-timeliness&kind=to_act_on",
    "/search?neighbours_of=Norfolk&kind=action", "/search?words=autsim", "/search?words=famil*", "/search?words=families&in=passages",
    "/search?like=norfolk-2020-03-w1", "/search?page=40", "/compare?area=norfolk", "/compare?area=norfolk&with=region",
    "/compare?area=norfolk&with=england", "/compare?area=norfolk&with=england&inspections=both",
    "/compare?area=norfolk&show=strengths", "/compare?area=norfolk&show=actions", "/themes", "/themes/ehc-timeliness",
    "/themes/joint-commissioning", "/pack/norfolk", "/pack/norfolk?with=england", "/quality", "/feed.atom", "/send",
    "/send/weaknesses/norfolk-2020-03-w1", "/assets/sendkb.css",
)  # fmt: skip
MORE = ("/areas", "/bodies", "/bodies/norfolk-and-suffolk-icb", "/timeline", "/timeline?area=norfolk", "/map", "/about")


@dataclass(frozen=True)
class PageFigures:
    """Milliseconds of the median and of the 95th percentile, and bytes of a page."""

    path: str
    median: float
    p95: float
    weight: int
    status: int

    @property
    def is_within(self) -> bool:
        """Whether it meets the goals."""
        return self.status == 200 and self.median <= MEDIAN_MS and self.p95 <= P95_MS and self.weight <= WEIGHT

    def __str__(self) -> str:
        sign = " " if self.is_within else "!"
        return f"{sign} {self.median:7.1f} {self.p95:7.1f} ms {self.weight / 1000:7.1f} kB {self.status} {self.path}"


def addresses() -> list[str]:
    """Every own page, table and query."""
    tables = [f"/send/{name}" for name in SEND["tables"]]
    queries = []
    for name, query in SEND["queries"].items():
        asked = [
            f"{each}={_VALUES[each]}"
            for each in query.get("params", ())
            if each in query.get("needs", ()) and each in _VALUES
        ]
        queries.append(f"/send/{name}?{asked[0]}" if asked else f"/send/{name}")
    return [*OWN, *MORE, *tables, *queries]


def measure_pages(database: Path, rounds: int) -> list[PageFigures]:
    """Serve the database and ask every address so often, one client, after once unmeasured."""
    command = [sys.executable, "-u", "-m", "sendkb", "--data", str(database.parent), "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        address = next(word for word in line.split() if word.startswith("http://")).rstrip("/")
        try:
            with httpx.Client(base_url=address, timeout=60) as client:
                return [_measure(client, path, rounds) for path in addresses()]
        finally:
            process.terminate()


def _measure(client: httpx.Client, path: str, rounds: int) -> PageFigures:
    answer = client.get(path)
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        answer = client.get(path)
        times.append((time.perf_counter() - began) * 1000)
    times.sort()
    return PageFigures(
        path,
        statistics.median(times),
        times[min(len(times) - 1, int(0.95 * len(times)))],
        len(answer.content),
        answer.status_code,
    )
