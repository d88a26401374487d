#!/bin/sh
# Find a Chromium, or install Debian's when this is Debian and root; say what is skipped otherwise.
set -eu
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if [ -f /etc/debian_version ] && [ "$(id -u)" = 0 ]; then
  echo "Installing Debian's Chromium for the browser tests ..."
  apt-get update -qq >/dev/null && apt-get install -y -qq --no-install-recommends chromium fonts-liberation >/dev/null && exit 0
fi
echo "SKIPPED: every test marked 'browser' (no Chromium here; install one, e.g. apt install chromium)"
