#!/bin/sh
# Everything that must be green. Skips are named, with their reason, by pytest's -ra.
set -eu
sh tests/browser.sh
postgres=yes; sh tests/postgres.sh install || postgres=no
echo "== lint, types, floors"
sh tests/lint.sh
echo "== tests"
.venv/bin/python -m pytest --numprocesses "${PROSPECT_TEST_WORKERS:-2}" --dist loadgroup -q --ignore tests/journeys
if [ "$postgres" = yes ]; then
  echo "== the same tests on PostgreSQL, and the journeys at the desk"
  sh tests/postgres.sh
else
  echo "SKIPPED: every test on PostgreSQL (none here; install one, e.g. apt install postgresql)"
fi
echo "== journeys in a real browser"  # one after the other: two Chromiums on two cores are slower than one
exec .venv/bin/python -m pytest -q tests/journeys
