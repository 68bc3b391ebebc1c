#!/usr/bin/env bash
# What a GPU brings: the same recipe and seed for the same steps on the CPU, on the GPU and on the GPU in bfloat16, the
# speed of each, and how far apart the losses are. Nothing here was measured on a GPU yet.
#   scripts/bench/gpu.sh PREPARED_FOLDER [STEPS] [CONFIG]
# Build with the CUDA libraries first:  dotnet build Nmt.Training -c Release -p:Device=cuda
# (stand-ins: LIBTORCH=/path/to/libtorch, a CUDA build).
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../environment.sh"
data="${1:?usage: scripts/bench/gpu.sh PREPARED_FOLDER [STEPS] [CONFIG]}"
steps="${2:-200}"
config="${3:-$root/Nmt.Training/Configs/multi30k.json}"
[ -f "$nmt_dll" ] || fail "$nmt_dll is missing: build first, as above"
runs="$(mktemp -d)"
trap 'rm -rf "$runs"' EXIT

say "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores; $(nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv,noheader 2>/dev/null || echo 'no nvidia-smi')"
for setting in cuda cuda-bfloat16 cpu; do
  device="${setting%-*}" precision=float32
  [ "$setting" = "$device" ] || precision="${setting#*-}"
  dotnet "$nmt_dll" train --config "$config" --data "$data" --output "$runs/$setting" --device "$device" --restart \
    --set maxSteps="$steps" --set log.everySteps=10 --set evaluation.everySteps="$steps" --set evaluation.samples=0 --set precision=$precision \
    >"$runs/$setting.log" 2>&1 || { cat "$runs/$setting.log" >&2; exit 1; }
  grep '"event":"start"' "$runs/$setting/run.jsonl" | sed 's/.*"device":"\([^"]*\)","threads":\([0-9]*\).*/\1, \2 threads:/'
  # The first line holds what is set up once.
  grep '"event":"step"' "$runs/$setting/run.jsonl" | sed 1d | sed 's/.*"tokensPerSecond":\([0-9]*\).*/\1/' |
    awk '{ sum += 1 / $1; n++ } END { printf "  %d target tokens/s\n", n / sum }'
  grep '"event":"evaluate"' "$runs/$setting/run.jsonl" | sed 's/.*"validLoss":\([0-9.]*\).*/  development loss \1/'
  grep '"event":"step"' "$runs/$setting/run.jsonl" | sed 's/.*"loss":\([0-9.]*\).*/\1/' >"$runs/$setting.losses"
done

# Dropout draws other masks on a GPU, so the losses agree as those of two seeds do.
for other in cpu cuda-bfloat16; do
  paste "$runs/cuda.losses" "$runs/$other.losses" |
    awk '{ d = $1 - $2; if (d < 0) d = -d; if (d > most) most = d; sum += d; n++ } END { printf "loss, cuda and '$other': mean and largest difference over %d lines: %.4f %.4f\n", n, sum / n, most }'
done
