#!/usr/bin/env bash
# What preparing a large corpus takes: time and peak memory of `nmt prepare` on as many pairs as asked for, each made of two
# pairs of a corpus that is there, so that words are as in real text, sentences twice as long, and hardly a pair occurs twice.
#   scripts/bench/prepare.sh SOURCE TARGET SOURCE_LANG TARGET_LANG [PAIRS]
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../environment.sh"
usage="usage: scripts/bench/prepare.sh SOURCE TARGET SOURCE_LANG TARGET_LANG [PAIRS]"
source_file="${1:?$usage}" target_file="${2:?$usage}" source_lang="${3:?$usage}" target_lang="${4:?$usage}"
pairs="${5:-1000000}"
"$root/scripts/nmt" --help >/dev/null # builds what is out of date
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

paste "$source_file" "$target_file" | awk -F '\t' -v pairs="$pairs" -v out="$work/train" '
  BEGIN { n = 0 }
  NF == 2 { source[n] = $1; target[n++] = $2 }
  END {
    srand(1)
    for (i = 0; i < pairs; i++) {
      a = int(rand() * n); b = int(rand() * n)
      print source[a] " " source[b] > (out ".src")
      print target[a] " " target[b] > (out ".tgt")
    }
  }'
say "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores; $pairs pairs, $(du -ch "$work"/train.* | sed -n 's/\ttotal//p')"

dotnet "$nmt_dll" prepare --source-lang "$source_lang" --target-lang "$target_lang" --train "$work/train.src" "$work/train.tgt" \
  --output "$work/prepared" 2>"$work/log" &
while kill -0 $! 2>/dev/null; do
  peak="$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\) kB/\1/p' "/proc/$!/status" 2>/dev/null || true)"
  most="${peak:-${most:-0}}"
  sleep 0.2
done
wait $! || { cat "$work/log" >&2; exit 1; }
grep '^prepare: wrote' "$work/log" | sed "s|$work/||"
say "at most $((most / 1024)) MB"
