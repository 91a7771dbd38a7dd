#!/usr/bin/env bash
# The scan step of action.yml: run the check once, write every output, keep the exit code for the gate.
set -uo pipefail

pixelgate="${PIXELGATE:-$RUNNER_TEMP/pixelgate-venv/bin/pixelgate}"
if [ ! -e "$pixelgate" ]; then pixelgate="$RUNNER_TEMP/pixelgate-venv/Scripts/pixelgate.exe"; fi
out="$(mktemp -d "$RUNNER_TEMP/pixelgate.XXXXXX")"
summary="${GITHUB_STEP_SUMMARY:-/dev/null}"

if [ "${INPUT_CACHE:-}" = true ]; then export PIXELGATE_CACHE_DIR="$RUNNER_TEMP/pixelgate-cache"; fi

refuse() {
  echo "pixelgate: nothing was verified: $1" >&2
  return 2
}

scan() {
  local arguments=(check --color always --format text --github - --sarif "$out/pixelgate.sarif"
    --json "$out/pixelgate.json" --summary "$out/summary.md")
  if [ -n "${INPUT_MANIFEST:-}" ]; then arguments+=(--manifest "$INPUT_MANIFEST"); fi
  if [ -n "${INPUT_FAIL_ON:-}" ]; then arguments+=(--fail-on "$INPUT_FAIL_ON"); fi
  case "${INPUT_SECOND_READING:-}" in
    true) arguments+=(--second-reading) ;;
    false) arguments+=(--no-second-reading) ;;
    "") ;;
    *) refuse "the input second-reading is true or false" || return ;;
  esac
  cd -- "${INPUT_PATH:-.}" 2> /dev/null || refuse "the input path is no folder: $(printf %q "${INPUT_PATH:-.}")" || return
  if [ -n "${INPUT_BASE:-}" ]; then
    arguments+=("--base=$INPUT_BASE")
  elif [ -n "${PULL_REQUEST_BASE:-}" ]; then
    if git cat-file -e "$PULL_REQUEST_BASE^{commit}" 2> /dev/null; then
      arguments+=("--base=$PULL_REQUEST_BASE")
    else
      echo "::notice title=pixelgate::What this pull request relaxes is not compared: its base is not in the clone." \
        "Give actions/checkout \`fetch-depth: 0\`."
    fi
  fi
  "$pixelgate" "${arguments[@]}"
}

(scan)
code=$?

if [ "$code" -gt 1 ]; then
  echo "::error title=pixelgate::Nothing was verified (exit code $code). The log of this step says why."
  echo "**pixelgate: nothing was verified** (exit code $code). The log of the step says why." >> "$summary"
elif [ -s "$out/summary.md" ]; then
  cat -- "$out/summary.md" >> "$summary"
fi
{
  echo "exit-code=$code"
  if [ -s "$out/pixelgate.sarif" ]; then echo "sarif-file=$out/pixelgate.sarif"; fi
  if [ -s "$out/pixelgate.json" ]; then echo "json-file=$out/pixelgate.json"; fi
} >> "$GITHUB_OUTPUT"
exit 0
