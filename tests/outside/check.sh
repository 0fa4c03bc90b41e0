#!/usr/bin/env bash
# Files of the program, read by programs that nobody here wrote: icalendar, jsonschema, csvw, pyrage, khal and Radicale from PyPI.
#
#   tests/outside/check.sh path/to/backwise
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

program=$(realpath "$1")
venv="${CARGO_TARGET_DIR:-$PWD/../../target}/venv"
if ! "$venv/bin/python" -c 'import csvw, icalendar, jsonschema, khal, pyrage, radicale' 2> /dev/null; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement requirements.txt
fi
exec "$venv/bin/python" check.py "$program"
