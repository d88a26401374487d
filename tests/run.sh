#!/bin/sh
# Everything that must be green. Skips are named, with their reason, by pytest's -ra.
set -eu
sh tests/browser.sh
sh tests/postgres.sh install || echo "SKIPPED: tests that need a PostgreSQL (install one, e.g. apt install postgresql)"
echo "== lint, types, floors"
sh tests/lint.sh
echo "== tests"
.venv/bin/python -m pytest --numprocesses "${PROSPECT_TEST_WORKERS:-2}" --dist loadgroup -q --ignore tests/journeys
echo "== journeys in a real browser"  # one after the other: two Chromiums on two cores are slower than one
exec .venv/bin/python -m pytest -q tests/journeys
