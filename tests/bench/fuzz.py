"""Reads so many mutated files and counts how they end: `python -m tests.bench.fuzz --cases 20000`.

What may not happen is told with its case's number; `--write N FOLDER` writes that case's file.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter, defaultdict
from pathlib import Path

from db.reading.limits import WorkerLimits
from db.reading.messages import Setup, extracted_json
from db.reading.process import ReadingProcess
from db.reference.areas import load_area_names
from extract.model.limits import Limits
from tests.support.fuzzing import broken_laws, case

_NAMED = frozenset({"ok", "unreadable", "unsupported_format", "over_limit"})


def main() -> None:
    """Read the cases; exit with 1 where one ended in what may not happen."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--cases", type=int, default=20_000)
    arguments.add_argument("--first", type=int, default=0)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--write", nargs=2, metavar=("NUMBER", "FOLDER"))
    given = arguments.parse_args()
    if given.write:
        job = case(given.seed, int(given.write[0])).job
        path = Path(given.write[1]) / job.meta.file_name
        path.write_bytes(job.content)
        print(path, job.context)
        return
    counts: Counter[str] = Counter()
    bad: dict[str, list[int]] = defaultdict(list)
    setup = Setup(load_area_names(), Limits(), WorkerLimits(seconds=20, memory=600), verbose=False)
    process = ReadingProcess(setup)
    began = time.monotonic()
    for number in range(given.first, given.first + given.cases):
        each = case(given.seed, number)
        extracted = extracted_json().validate_json(process.read(each.job))
        error = extracted.failure.error if extracted.failure else "ok"
        laws = list(broken_laws(extracted))
        counts["law" if laws else error] += 1
        if laws or error not in _NAMED or (extracted.failure and "processor time" in extracted.failure.message):
            kind = laws[0] if laws else extracted.failure.message if extracted.failure else error
            kind = f"{each.seed_name.rpartition('.')[2]} {re.sub(r'[0-9]+', 'N', kind)[:120]}"
            bad[kind].append(number)
            print(f"case {number} {each.seed_name}: {kind}", flush=True)
        if number % 500 == 499:
            print(f"{number + 1} {dict(counts)} {time.monotonic() - began:.0f} s", flush=True)
    process.end()
    print(f"{given.cases} cases of seed {given.seed}: {dict(counts)}")
    for kind, numbers in sorted(bad.items(), key=lambda pair: -len(pair[1])):
        print(f"{len(numbers):5} {kind}: cases {numbers[:5]}")
    raise SystemExit(1 if any(kind not in _NAMED for kind in counts) else 0)


if __name__ == "__main__":
    main()
