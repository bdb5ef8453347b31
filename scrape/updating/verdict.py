"""What a whole run shows that no single area does: labels, hosts, known reports, and which departures to believe."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from scrape.journal import Departure, Problem, Report
from scrape.patterns import load_patterns
from scrape.sites.ofsted import LabelKind, judge_label
from scrape.updating.second_try import hosts_to_retry
from scrape.urls import host_of

# Problems that are worth a look now and then, but that do not make a run a failure.
WARNING_CODES = frozenset({"no_links", "undated"})
_MOST_NAMES = 5
# So many of Ofsted's pages with the same trouble have one cause.
_MANY_PAGES = 5


@dataclass(frozen=True, slots=True)
class RunVerdict:
    """The run as a whole: counts by action, problems, small ones, notes, departures to believe, areas to be done again."""

    counts: dict[str, int]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    notes: tuple[str, ...]
    believed: tuple[Departure, ...]
    left: frozenset[str]


def judge_run(
    reports: Sequence[Report],
    *,
    suspended: Mapping[str, str],
    documents_of: Mapping[str, int],
    ofsted_hosts: Collection[str],
    area_names: Mapping[str, str],
    at: str,
) -> RunVerdict:
    """The verdict on `reports` of all areas.

    `suspended` says why hosts were left alone, `documents_of` how many documents each host had before the run.
    """
    known = _known_problem(reports, ofsted_hosts, at)
    own = _gather([problem for report in reports for problem in report.problems], ofsted_hosts, area_names, known)
    labels = _label_problems(reports, ofsted_hosts, area_names, at)
    hosts = _host_problems(reports, suspended, at)
    believed, disbelieved = _weigh(reports, documents_of, ofsted_hosts if known is not None else (), at)
    everything = [*([known] if known is not None else []), *hosts, *disbelieved, *own, *labels]
    return RunVerdict(
        _sum_counts(reports),
        tuple(each for each in everything if each.code not in WARNING_CODES),
        tuple(each for each in everything if each.code in WARNING_CODES),
        _notes(reports, len(hosts)),
        tuple(believed),
        frozenset(report.area_id for report in reports if report.not_asked or hosts_to_retry(report) & set(suspended)),
    )


def _sum_counts(reports: Sequence[Report]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for report in reports:
        for action, count in report.counts.items():
            counts[action] = counts.get(action, 0) + count
    return counts


def _gather(
    problems: Sequence[Problem], ofsted_hosts: Collection[str], names: Mapping[str, str], known: Problem | None
) -> list[Problem]:
    """The problems, those that many of Ofsted's pages have alike as one; none beside the `known` problem that they are."""
    alike: dict[tuple[str, str], list[Problem]] = {}
    for each in problems:
        if host_of(each.url) in ofsted_hosts and each.area_id is not None:
            alike.setdefault(_key(each), []).append(each)
    gathered: list[Problem] = []
    for each in problems:
        group = alike.get(_key(each), []) if host_of(each.url) in ofsted_hosts else []
        if known is not None and group and each.code == known.code:
            continue
        if len(group) < _MANY_PAGES:
            gathered.append(each)
        elif each is group[0]:
            areas = [other.area_id for other in group if other.area_id is not None]
            message = f"{each.message} So it is with {len(group)} pages ({_listed(dict.fromkeys(areas), names)})."
            gathered.append(replace(each, area_id=None, message=message))
    return gathered


def _key(problem: Problem) -> tuple[str, str]:
    """What problems have in common that differ by their page alone: the numbers in them are of areas or files."""
    return problem.code, re.sub(r"\d+", "", problem.message.replace(problem.url, ""))


def _label_problems(
    reports: Sequence[Report], ofsted_hosts: Collection[str], names: Mapping[str, str], at: str
) -> list[Problem]:
    """One problem for each distinct label that no rule knows."""
    areas_of: dict[str, dict[str, int]] = {}
    for report in reports:
        for label, times in report.unknown_labels.items():
            areas_of.setdefault(label, {})[report.area_id] = times
    url = f"https://{min(ofsted_hosts, key=lambda host: 'files' in host)}/" if ofsted_hosts else ""
    found = []
    for label, areas in sorted(areas_of.items(), key=lambda each: (-sum(each[1].values()), each[0])):
        count = sum(areas.values())
        is_fetched = judge_label(label, None) is LabelKind.MAYBE
        what = "fetched, since it may be ours" if is_fetched else "not fetched, but for reports that the register knows"
        message = (
            f"unknown label {label!r} on {count} document(s) of {_listed(areas, names)}: {what}; enter it in "
            "scrape/patterns/ofsted_labels.yml."
        )
        area_id = next(iter(areas)) if len(areas) == 1 else None
        found.append(Problem(area_id, url, "unknown_label", message, at))
    return found


def _listed(areas: Collection[str], names: Mapping[str, str]) -> str:
    shown = [names.get(area_id, area_id) for area_id in list(areas)[:_MOST_NAMES]]
    more = len(areas) - len(shown)
    return ", ".join(shown) + (f" and {more} more areas" if more else "")


def _host_problems(reports: Sequence[Report], suspended: Mapping[str, str], at: str) -> list[Problem]:
    """One problem for each host that was left alone, with what that cost."""
    found = []
    for host in sorted({host for report in reports for host in report.not_asked}):
        areas = [report for report in reports if host in report.not_asked]
        count = sum(report.not_asked[host] for report in areas)
        why = suspended.get(host, "did not answer as it should")
        message = (
            f"{host} {why}; {count} address(es) of {len(areas)} area(s) were not asked: run the update again within two "
            "days to go on with them."
        )
        found.append(Problem(None, f"https://{host}/", "host_suspended", message, at))
    return found


def _known_totals(reports: Sequence[Report]) -> tuple[int, int]:
    read = [report for report in reports if report.known_listed is not None]
    return sum(report.known_listed or 0 for report in read), sum(report.known_expected for report in read)


def _known_problem(reports: Sequence[Report], ofsted_hosts: Collection[str], at: str) -> Problem | None:
    """The one that says that Ofsted's pages no longer list what is known to be there."""
    listed, expected = _known_totals(reports)
    limits = _limits()
    if expected < limits["known_reports_least"] or listed >= expected * limits["known_reports_share"]:
        return None
    host = min(ofsted_hosts, key=lambda each: "files" in each)
    message = (
        f"only {listed} of {expected} known reports were listed on the pages read: the site has changed; nothing of it is "
        "marked as gone. Run sendkb doctor, and compare a page with scrape/sites/ofsted.py."
    )
    return Problem(None, f"https://{host}/", "site_changed", message, at)


def _weigh(
    reports: Sequence[Report], documents_of: Mapping[str, int], doubted: Collection[str], at: str
) -> tuple[list[Departure], list[Problem]]:
    """Departures to believe, and a problem for each host of which too much would be gone at once."""
    by_host: dict[str, dict[str, Departure]] = {}
    for report in reports:
        for each in report.departures:
            by_host.setdefault(host_of(each.address), {})[each.address] = each
    believed: list[Departure] = []
    problems: list[Problem] = []
    limits = _limits()
    for host, gone in sorted(by_host.items()):
        total = documents_of.get(host, 0)
        most = max(int(limits["gone_at_once"]), int(total * float(limits["gone_share"])))
        if host in doubted:
            continue
        if len(gone) <= most:
            believed += gone.values()
            continue
        message = (
            f"{len(gone)} of {total} documents of {host} would be gone at once: none is marked so. Look at "
            f"{min(gone)}; if they are gone indeed, they may stay as they are."
        )
        problems.append(Problem(None, f"https://{host}/", "site_changed", message, at))
    return believed, problems


def _notes(reports: Sequence[Report], hosts: int) -> tuple[str, ...]:
    listed, expected = _known_totals(reports)
    notes = [note for report in reports for note in report.notes]
    unread = [report for report in reports if report.known_expected and report.known_listed is None]
    if unread:
        missed = sum(report.known_expected for report in unread)
        notes.append(
            f"{listed} of {expected + missed} known reports were listed; the pages of {len(unread)} areas, which have "
            f"{missed} of them, could not be read"
        )
    elif expected:
        notes.append(f"{listed} of {expected} known reports were listed")
    if hosts:
        notes.append(f"{hosts} host(s) were left alone: run the update again within two days to go on with them")
    return tuple(notes)


def _limits() -> Mapping[str, float]:
    limits: Mapping[str, float] = load_patterns("expected")["update"]
    return limits
