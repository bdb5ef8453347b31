"""What the events of `timeline` and the kinds of `deadlines` are called."""

from __future__ import annotations

EVENTS = {
    "inspection_start": "Inspection began",
    "inspection_end": "Inspection ended",
    "letter_dated": "Letter dated",
    "letter_received": "Letter received",
    "letter_published": "Letter published",
    "report_published": "Report published",
    "wsoa_due": "WSoA due",
    "wsoa_submission_planned": "WSoA to be submitted",
    "wsoa_submitted": "WSoA submitted",
    "wsoa_accepted": "WSoA accepted",
    "wsoa_resubmission_requested": "WSoA to be submitted again",
    "wsoa_published": "WSoA published",
    "wsoa_updated": "WSoA updated",
    "plan_due": "Plan due",
    "plan_published": "Plan published",
    "workshop": "Workshop",
    "dfe_monitoring": "DfE monitoring",
    "revisit_start": "Revisit began",
    "revisit_end": "Revisit ended",
    "revisit_published": "Revisit letter published",
    "reinspection_expected": "Revisit expected",
    "monitoring_expected": "Monitoring inspection expected",
    "full_inspection_expected": "Full inspection expected",
    "improvement_notice": "Improvement notice",
    "other": "Other",
    "action": "Action",
    "target": "Pledge",
}
