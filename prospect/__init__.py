"""Prospect: one map of one region that crosses a border."""

__version__ = "0.1.0"
