"""The report of an export: OUTPUT.report.html and OUTPUT.report.json. docs/report.md tells more."""
