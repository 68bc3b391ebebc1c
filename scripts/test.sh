#!/usr/bin/env bash
# Every test: unit, golden, invariant, convention, leak, web and real browser. Arguments go to the test runner
# (for example: scripts/test.sh -namespace 'Nmt.Tests.Model.*').
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"
"$root/scripts/setup.sh"
build Nmt.sln

log="$(mktemp)"
trap 'rm -f "$log"' EXIT
code=0
dotnet "$root/Nmt.Tests/bin/$configuration/net10.0/Nmt.Tests.dll" -noLogo -noColor "$@" 2>&1 | tee "$log" || code=$?

summary="$(grep -E 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+' "$log" | tail -n 1 || true)"
number() { sed -n "s/.*$1: \([0-9]*\).*/\1/p" <<<"$summary"; }
[ -n "$summary" ] || fail "the test runner gave no summary (exit code $code)"
failed=$(( $(number Failed) + $(number Errors) ))
# Once more at the end, where they are seen: what failed and why.
grep -A 15 -E '\[FAIL\]$' "$log" || true
echo "$(( $(number Total) - $(number Failed) - $(number Skipped) )) passed, $failed failed"
[ "$code" = 0 ] && [ "$failed" = 0 ]
