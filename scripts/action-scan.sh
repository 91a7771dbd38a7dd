#!/usr/bin/env bash
# The scan step of action.yml: run the check once, write every output, keep the exit code for the gate.
set -uo pipefail

pixelgate="${PIXELGATE:-$RUNNER_TEMP/pixelgate-venv/bin/pixelgate}"
out="$RUNNER_TEMP/pixelgate"
mkdir -p "$out"

arguments=(check --hook --color never --format github
  --sarif "$out/pixelgate.sarif" --json "$out/pixelgate.json" --summary "$out/summary.md")
if [ -n "${INPUT_MANIFEST:-}" ]; then arguments+=(--manifest "$INPUT_MANIFEST"); fi
if [ -n "${INPUT_FAIL_ON:-}" ]; then arguments+=(--fail-on "$INPUT_FAIL_ON"); fi
if [ "${INPUT_SECOND_READING:-false}" = "true" ]; then arguments+=(--second-reading); fi

code=2
if cd -- "${INPUT_PATH:-.}"; then
  "$pixelgate" "${arguments[@]}"
  code=$?
fi

if [ -s "$out/summary.md" ]; then cat "$out/summary.md" >> "$GITHUB_STEP_SUMMARY"; fi
{
  echo "exit-code=$code"
  if [ -s "$out/pixelgate.sarif" ]; then echo "sarif-file=$out/pixelgate.sarif"; fi
  if [ -s "$out/pixelgate.json" ]; then echo "json-file=$out/pixelgate.json"; fi
} >> "$GITHUB_OUTPUT"
exit 0
