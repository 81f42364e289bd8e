"""Files of an analysis: tables for machines, a manifest, a report for people."""
