"""Repairs of an XLSForm that cannot be read as it is: offered, and made only where somebody says so."""
