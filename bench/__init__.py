"""Measurements against the budgets; never tests. See README.md."""
