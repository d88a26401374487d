#!/bin/sh
# Format, lint, types, floors.
set -eu
.venv/bin/ruff format --check --quiet . || { echo "Not formatted: run .venv/bin/ruff format ."; exit 1; }
.venv/bin/ruff check --quiet .
.venv/bin/mypy --no-error-summary
.venv/bin/lint-imports --no-cache 2>&1 | tail -4
if command -v node >/dev/null 2>&1 && [ -x node_modules/.bin/tsc ]; then node_modules/.bin/tsc -p .; else echo "SKIPPED: types of the browser scripts (no node, or not installed: make prepare-dev)"; fi
