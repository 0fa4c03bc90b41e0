#!/usr/bin/env bash
# Files of the program, read by programs that nobody here wrote: icalendar, jsonschema, csvw, pyrage, khal, Radicale and
# fhir.resources from PyPI;
# qpdf, poppler and zbar from the system, installed with apt-get where they are missing.
#
#   tests/outside/check.sh path/to/backwise
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

program=$(realpath "$1")
venv="${CARGO_TARGET_DIR:-$PWD/../../target}/venv"
if ! "$venv/bin/python" -c 'import csvw, fhir.resources, icalendar, jsonschema, khal, pyrage, radicale' 2> /dev/null; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement requirements.txt
fi
"$venv/bin/python" check.py "$program"

missing=()
for tool in qpdf:qpdf pdfinfo:poppler-utils zbarimg:zbar-tools; do
    command -v "${tool%%:*}" > /dev/null || missing+=("${tool##*:}")
done
if [ "${#missing[@]}" -gt 0 ]; then
    if ! command -v apt-get > /dev/null; then
        printf '\nerror: %s not installed\n\nhint: the checks of the PDFs need qpdf, poppler and zbar\n' "${missing[*]}" >&2
        exit 1
    fi
    sudo=''
    [ "$(id -u)" = 0 ] || sudo=sudo
    $sudo apt-get update
    $sudo apt-get install --yes --no-install-recommends "${missing[@]}"
fi
"$venv/bin/python" paper.py "$program"
exec "$venv/bin/python" check_fhir.py "$program"
