"""How long every kind of page takes and how much it weighs, asked of the site as it is served."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass
from pathlib import Path

import httpx
import yaml

from tests.bench.load import children, processor_seconds, served

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
MORE = ("/areas", "/bodies", "/bodies/norfolk-and-suffolk-icb", "/timeline", "/timeline?area=norfolk", "/about")


@dataclass(frozen=True)
class PageFigures:
    """What a page costs when nobody has asked for it yet (milliseconds: median and 95th percentile by the clock, the mean of
    the server's processor time) and when somebody has (median by the clock); its bytes.
    """

    path: str
    median: float
    p95: float
    cpu: float
    again: float
    weight: int
    status: int

    @property
    def is_within(self) -> bool:
        """Whether it meets the goals, by the clock."""
        return self.is_light and self.median <= MEDIAN_MS and self.p95 <= P95_MS

    @property
    def is_light(self) -> bool:
        """Whether it is there and no heavier than it may be."""
        return self.status == 200 and self.weight <= WEIGHT

    @property
    def would_be_within(self) -> bool:
        """Whether it would meet the goals on a machine that does nothing else, where time by the clock is processor time."""
        return self.is_light and self.cpu <= MEDIAN_MS

    def __str__(self) -> str:
        sign = " " if self.is_within else "." if self.would_be_within else "!"
        return (
            f"{sign} {self.median:7.1f} {self.p95:7.1f} ms {self.cpu:7.1f} cpu {self.again:6.1f} again "
            f"{self.weight / 1000:7.1f} kB {self.status} {self.path}"
        )


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
    """Serve the database by one process and ask every address so often, one client, after once unmeasured."""
    with served(database.parent, "--processes", "1") as (process, address):
        (pid,) = children(process.pid)
        with httpx.Client(base_url=address, timeout=60, trust_env=False) as client:
            return [_measure(client, pid, path, rounds) for path in addresses()]


def _measure(client: httpx.Client, pid: int, path: str, rounds: int) -> PageFigures:
    answer = client.get(path)
    join = "&" if "?" in path else "?"
    before = processor_seconds(pid)
    # A parameter that nothing reads makes it an address that nobody has asked for.
    fresh = sorted(_milliseconds(client, f"{path}{join}_fresh={number}") for number in range(rounds))
    cpu = (processor_seconds(pid) - before) * 1000 / rounds
    again = statistics.median(_milliseconds(client, path) for _ in range(rounds))
    p95 = fresh[min(rounds - 1, int(0.95 * rounds))]
    return PageFigures(path, statistics.median(fresh), p95, cpu, again, len(answer.content), answer.status_code)


def _milliseconds(client: httpx.Client, path: str) -> float:
    began = time.perf_counter()
    client.get(path)
    return (time.perf_counter() - began) * 1000
