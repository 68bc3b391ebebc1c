#!/usr/bin/env bash
# What search makes of a model: BLEU, chrF and seconds under greedy, beams, minimum Bayes risk and, with a second bundle
# of the same vocabulary, an ensemble; then BLEU by length penalty.
#   scripts/bench/search.sh MODEL SOURCE_FILE REFERENCE_FILE [SECOND_MODEL]
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../environment.sh"
usage="usage: scripts/bench/search.sh MODEL SOURCE_FILE REFERENCE_FILE [SECOND_MODEL]"
model="${1:?$usage}" source_file="${2:?$usage}" reference="${3:?$usage}" second="${4:-}"
"$root/scripts/nmt" --help >/dev/null
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

evaluate() { dotnet "$nmt_dll" evaluate --ref "$reference" --hyp "$work/hyp" --metrics bleu chrf --width 2 "$@"; }
measure() { # NAME [options of nmt translate]
  local name="$1" start
  shift
  start="$(date +%s.%N)"
  dotnet "$nmt_dll" translate --model "$model" --input "$source_file" --output "$work/hyp" "$@" 2>"$work/log" || { cat "$work/log" >&2; exit 1; }
  printf '%-28s %6.1f s   ' "$name" "$(echo "$(date +%s.%N) $start" | awk '{ print $1 - $2 }')"
  evaluate --score-only | tr '\n' ' '
  printf '\n'
}

say "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores, OPENBLAS_CORETYPE ${OPENBLAS_CORETYPE:-not set}"
printf '%-28s %8s   %s\n' search seconds 'BLEU chrF2'
measure greedy --beam 1
evaluate | sed -n 's/^ *\([A-Za-z0-9]*|[^ ]*\) = .*/  \1/p'
measure 'beam 5' --beam 5
measure 'beam 10' --beam 10
measure 'beam 10, MBR by chrF' --beam 10 --mbr chrf
[ -z "$second" ] || measure 'ensemble of two, beam 5' --beam 5 --ensemble "$second"
for penalty in 0 0.5 0.8 1 1.2 1.5 2; do
  measure "beam 5, length penalty $penalty" --beam 5 --length-penalty "$penalty"
done
