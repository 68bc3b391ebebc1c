#!/usr/bin/env bash
# Decoding speed of a model on a test set: greedy and beam 5, in batches of 50 and one by one.
#   scripts/bench/decoding.sh MODEL SOURCE_FILE
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../environment.sh"
model="${1:?usage: scripts/bench/decoding.sh MODEL SOURCE_FILE}"
source_file="${2:?usage: scripts/bench/decoding.sh MODEL SOURCE_FILE}"
"$root/scripts/nmt" --help >/dev/null
say "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores, OPENBLAS_CORETYPE ${OPENBLAS_CORETYPE:-not set}"
for setting in "1 50" "5 50" "10 50" "5 1"; do
  set -- $setting
  printf 'beam %2d, batch %2d: ' "$1" "$2"
  dotnet "$nmt_dll" translate --model "$model" --input "$source_file" --output /dev/null --beam "$1" --batch-size "$2" 2>&1 | tail -n 1
done
