#!/usr/bin/env bash
# Scoring speed beside sacreBLEU on the same lines, start-up included: BLEU + chrF, then TER of
# a tenth of the lines (sacreBLEU's TER takes minutes on all of them).
#   scripts/bench/scoring.sh [HYPOTHESES REFERENCES [LINES]]
# Without files: 10,000 lines of seeded noise. Needs sacreBLEU for the comparison: pip install sacrebleu==2.6.0, or
# PYTHONPATH=a checkout of it; PYTHON names the interpreter. Both print the same scores, or the script says so and fails.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../environment.sh"
python="${PYTHON:-python3}"
lines="${3:-10000}"
runs=3
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

if [ $# -ge 2 ]; then
  # Repeated until there are enough lines, for small test sets.
  for side in 1 2; do
    while cat "${!side}"; do :; done 2>/dev/null | head -n "$lines" >"$work/$side" || true
  done
else
  "$python" - "$work" "$lines" <<'PY'
import random, sys
dice, folder, count = random.Random(5), sys.argv[1], int(sys.argv[2])
words = ["".join(dice.choice("abcdefghijklmnoprstuvwz") for _ in range(dice.randint(2, 9))) for _ in range(4000)]
with open(f"{folder}/1", "w") as hypotheses, open(f"{folder}/2", "w") as references:
    for _ in range(count):
        line = [words[int(len(words) * dice.random() ** 3)] for _ in range(dice.randint(5, 30))]
        other = [dice.choice(words) if dice.random() < 0.2 else word for word in line]
        at = dice.randrange(len(other))
        print(*(other[at:] + other[:at] if dice.random() < 0.3 else other), sep=" ", end=".\n", file=hypotheses)
        print(*line, sep=" ", end=".\n", file=references)
PY
fi

"$root/scripts/nmt" --help >/dev/null # builds what is out of date
"$python" -c 'import sacrebleu; assert sacrebleu.__version__ == "2.6.0", sacrebleu.__version__' || fail "sacreBLEU 2.6.0 is needed: pip install sacrebleu==2.6.0"
say "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores; $(wc -l <"$work/1") lines; the best of $runs runs, in turns"

# The seconds of a command, and its output in a file.
seconds() {
  local file="$1" start end
  shift
  start="$(date +%s%N)"
  "$@" >"$file"
  end="$(date +%s%N)"
  echo "$(((end - start) / 1000000))"
}

for metrics in "bleu chrf" "ter"; do
  if [ "$metrics" = ter ]; then
    sed -i "$((lines / 10 + 1)),\$d" "$work/1" "$work/2"
  fi
  ours="" theirs=""
  for _ in $(seq "$runs"); do
    # shellcheck disable=SC2086
    now="$(seconds "$work/ours" dotnet "$nmt_dll" evaluate --ref "$work/2" --hyp "$work/1" -m $metrics --score-only --width 6)"
    [ -z "$ours" ] || [ "$now" -lt "$ours" ] && ours="$now"
    # shellcheck disable=SC2086
    now="$(seconds "$work/theirs" "$python" -m sacrebleu "$work/2" -i "$work/1" -m $metrics --score-only --width 6 -f text --quiet)"
    [ -z "$theirs" ] || [ "$now" -lt "$theirs" ] && theirs="$now"
  done
  cmp -s "$work/ours" "$work/theirs" || fail "the scores differ: nmt $(tr '\n' ' ' <"$work/ours"), sacreBLEU $(tr '\n' ' ' <"$work/theirs")"
  awk -v m="$metrics" -v a="$ours" -v b="$theirs" 'BEGIN { printf "%-9s nmt %6.2f s   sacreBLEU %6.2f s   ratio %.2f\n", m, a / 1000, b / 1000, a / b }'
done
