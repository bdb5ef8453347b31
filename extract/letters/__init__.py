"""Parts of the inspectorates' letters and monitoring reports: heads, sections, verdicts, requests, next steps."""
