#!/bin/sh
# Installs the packages that package-lock.json names, unless exactly these are installed already.
set -eu
cd "$(dirname "$0")/.."
stamp=node_modules/.installed-lock
if [ -f "$stamp" ] && cmp -s package-lock.json "$stamp"; then exit 0; fi
echo "Installing packages (once, and again when package-lock.json changes) …"
npm ci --no-audit --no-fund --loglevel=error
cp package-lock.json "$stamp"
