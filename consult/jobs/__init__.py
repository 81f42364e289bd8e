"""The background queue: job rows are the truth, huey only rings the doorbell."""
