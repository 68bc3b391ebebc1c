#!/usr/bin/env bash
# What each part of the recipe is worth: the same corpus, seed and number of steps with one thing changed at a time. One
# line a run: BLEU and chrF of the best weights on the test set (beam 5), perplexity on the development set, speed.
#   scripts/bench/ablation.sh TRAIN DEV TEST SOURCE TARGET [STEPS] [WORK_FOLDER]
# TRAIN, DEV and TEST are paths without the language, as in Moses: corpus/train stands for corpus/train.en and
# corpus/train.de. Runs lie in WORK_FOLDER; a finished one is not done again, a cut one goes on, so this may be stopped
# and started at will. Each step has the same pairs in it, whatever the change, but where the subwords change.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../environment.sh"
usage="usage: scripts/bench/ablation.sh TRAIN DEV TEST SOURCE TARGET [STEPS] [WORK_FOLDER]"
train="${1:?$usage}" dev="${2:?$usage}" test="${3:?$usage}" from="${4:?$usage}" to="${5:?$usage}"
steps="${6:-1500}" work="${7:-$root/runs/ablation-$from-$to}"
"$root/scripts/nmt" --help >/dev/null
mkdir -p "$work"

nmt() { dotnet "$nmt_dll" "$@"; }
quietly() { "$@" >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }; }

prepared() { # PIECES -> the folder
  local folder="$work/data-$1"
  [ -d "$folder" ] || quietly nmt prepare --source-lang "$from" --target-lang "$to" --train "$train.$from" "$train.$to" \
    --dev "$dev.$from" "$dev.$to" --vocab-size "$1" --output "$folder"
  printf '%s' "$folder"
}

measure() { # NAME PIECES [KEY=VALUE ...]
  local name="$1" data run settings=() setting
  data="$(prepared "$2")" run="$work/$(printf '%s' "$1" | tr -c 'a-z0-9\n' '-')"
  shift 2
  for setting in "$@"; do settings+=(--set "$setting"); done
  grep -qs '"reason":"finished"' "$run/run.jsonl" ||
    quietly nmt train --config "$root/Nmt.Training/Configs/multi30k.json" --data "$data" --output "$run" \
      --set epochs=1000 --set maxSteps="$steps" --set schedule.warmupSteps=$((steps / 5)) --set evaluation.everySteps=$((steps / 3)) \
      "${settings[@]+"${settings[@]}"}"
  quietly nmt translate --model "$run/best" --input "$test.$from" --output "$work/hyp"
  printf '%-22s %s   dev perplexity %s   %s tokens/s\n' "$name" \
    "$(nmt evaluate --ref "$test.$to" --hyp "$work/hyp" --metrics bleu chrf --score-only --width 2 | tr '\n' ' ')" \
    "$(sed -n 's/.*"validPerplexity":\([0-9]*\.[0-9][0-9]\).*/\1/p' "$run/run.jsonl" | sort -n | head -n 1)" \
    "$(grep '"event":"step"' "$run/run.jsonl" | sed 1d | sed 's/.*"tokensPerSecond":\([0-9]*\).*/\1/' | awk '{ sum += 1 / $1; n++ } END { if (n) printf "%d", n / sum; else printf "-" }')"
}

say "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores, OPENBLAS_CORETYPE ${OPENBLAS_CORETYPE:-not set}; $steps steps each"
measure 'the recipe' 6000
printf '  %s\n' "$(nmt evaluate --ref "$test.$to" --hyp "$work/hyp" --width 2 | sed 's/ = .*//')"
measure 'input feeding' 6000 model.inputFeeding=true
measure 'no word dropout' 6000 model.sourceWordDropout=0 model.targetWordDropout=0
measure 'no label smoothing' 6000 regularisation.labelSmoothing=0
measure 'embeddings not tied' 6000 model.shareEmbeddings=false model.tieSoftmax=false
measure '2,000 pieces' 2000
measure '12,000 pieces' 12000
rm -f "$work/hyp" "$work/log"
