"""What is asked a second time at the end of a run, and how the two accounts of an area become one."""

from __future__ import annotations

from dataclasses import replace

from scrape.journal import Report
from scrape.urls import host_of

# Refusals and failures of a server, which often pass within the hour.
_RETRIED = frozenset({"refused", "server_error"})


def hosts_to_retry(report: Report) -> frozenset[str]:
    """Hosts that refused us or failed while the area was done, or that were then left alone."""
    return frozenset(host_of(each.url) for each in report.problems if each.code in _RETRIED) | frozenset(
        report.not_asked
    )


def merge_reports(first: Report, second: Report, hosts: frozenset[str]) -> Report:
    """The area's account after `hosts` were asked a second time: what failed on them the first time no longer counts.

    The second account must leave out what the first time had brought already.
    """
    redone = [each for each in first.problems if each.code in _RETRIED and host_of(each.url) in hosts]
    kept = [each for each in first.problems if each not in redone]
    known = {(each.url, each.code, each.message) for each in kept}
    kept += [each for each in second.problems if (each.url, each.code, each.message) not in known]
    counts = dict(first.counts)
    _add(counts, "failed", -len(redone))
    _add(counts, "not asked", -sum(count for host, count in first.not_asked.items() if host in hosts))
    for action, count in second.counts.items():
        _add(counts, action, count)
    not_asked = {host: count for host, count in first.not_asked.items() if host not in hosts} | second.not_asked
    has_page = second.known_listed is not None
    return replace(
        first,
        counts=counts,
        problems=kept,
        unknown_labels=second.unknown_labels if has_page else first.unknown_labels,
        departures=list({each.address: each for each in [*first.departures, *second.departures]}.values()),
        known_listed=second.known_listed if has_page else first.known_listed,
        known_expected=second.known_expected if has_page else first.known_expected,
        not_asked=not_asked,
        leads=list({each.url: each for each in [*first.leads, *second.leads]}.values()),
    )


def _add(counts: dict[str, int], action: str, count: int) -> None:
    total = counts.get(action, 0) + count
    if total > 0:
        counts[action] = total
    else:
        counts.pop(action, None)
