#!/usr/bin/env bash
# The install step of action.yml: the tool in an environment of its own. `-I` keeps Python away from files of the
# scanned repository, which is the current folder and may hold a pip.py.
set -euo pipefail

venv="$RUNNER_TEMP/pixelgate-venv"
"$PYTHON" -I -m venv "$venv"
python="$venv/bin/python"
if [ ! -e "$python" ]; then python="$venv/Scripts/python.exe"; fi
"$python" -I -m pip install --quiet --disable-pip-version-check -- "$ACTION_PATH"
