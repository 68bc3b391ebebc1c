#!/usr/bin/env bash
# Training speed beside a plain PyTorch loop over the same network and data, in one sitting.
#   scripts/bench/training.sh PREPARED_FOLDER [STEPS]
# Nmt is measured in float32 and, where the processor can, with the factors of products rounded to bfloat16.
# Needs Debian's python3-torch. Both get two threads that do not spin; PyTorch is measured with one thread as well, and
# with two that spin (its default), since which is best depends on the machine.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../environment.sh"
data="${1:?usage: scripts/bench/training.sh PREPARED_FOLDER [STEPS]}"
steps="${2:-40}"
"$root/scripts/nmt" --help >/dev/null
python="${PYTHON:-/usr/bin/python3}"
"$python" -c 'import torch' 2>/dev/null || fail "python3-torch is missing (apt-get install python3-torch)"
unset ONEDNN_DEFAULT_FPMATH_MODE DNNL_DEFAULT_FPMATH_MODE
run="$(mktemp -d)"
trap 'rm -rf "$run"' EXIT

say "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores, OPENBLAS_CORETYPE ${OPENBLAS_CORETYPE:-not set}"

measure() { # NAME
  dotnet "$nmt_dll" train --config "$root/Nmt.Training/Configs/multi30k.json" --data "$data" --output "$run/run" --restart \
    --set maxSteps=$((steps + 10)) --set log.everySteps=10 --set evaluation.everySteps=1000000 >"$run/log" 2>&1 || { cat "$run/log" >&2; exit 1; }
  grep '"event":"step"' "$run/run/run.jsonl" | sed 1d | sed 's/.*"tokensPerSecond":\([0-9]*\).*/\1/' |
    awk '{ sum += 1 / $1; n++ } END { printf "Nmt, '"$(nproc)"' threads, '"$1"': %d tokens/s\n", n / sum }'
  sed -n 's/.*"peakMemoryMegabytes":\([0-9]*\).*/Nmt, '"$1"', peak memory: \1 MB/p' "$run/run/run.jsonl"
}

measure "float32"
if grep -qs avx512_bf16 /proc/cpuinfo; then ONEDNN_DEFAULT_FPMATH_MODE=BF16 measure "factors of products in bfloat16"; fi
export PYTHONDONTWRITEBYTECODE=1
for setting in "1 passive" "2 passive" "2 active"; do
  set -- $setting
  printf '%s, ' "OMP_WAIT_POLICY=$2"
  OMP_NUM_THREADS=$1 OMP_WAIT_POLICY=$2 "$python" "$root/scripts/bench/pytorch_loop.py" "$data" "$steps"
done
