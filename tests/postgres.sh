#!/bin/sh
# The suite on a throw-away PostgreSQL; "install" only sees that there is one, with apt when this is Debian and root.
set -eu
if ! command -v initdb >/dev/null 2>&1 && ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
  if [ -f /etc/debian_version ] && [ "$(id -u)" = 0 ]; then
    echo "Installing Debian's PostgreSQL for the tests ..."
    apt-get update -qq >/dev/null
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null
  else
    echo "No PostgreSQL here; install one, e.g. apt install postgresql" >&2
    exit 1
  fi
fi
if [ "${1:-}" = install ]; then exit 0; fi
# Every test, and of the journeys those that log in at the desk; the others read a release, which is files alone.
exec .venv/bin/python tests/clusters.py sh -eu -c '
  .venv/bin/python -m pytest --numprocesses "${PROSPECT_TEST_WORKERS:-2}" --dist loadgroup -q --ignore tests/journeys
  .venv/bin/python -m pytest -q $(grep -l /desk/ tests/journeys/test_*.py)
'
