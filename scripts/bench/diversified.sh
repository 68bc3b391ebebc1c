#!/usr/bin/env bash
# The way to the README's results of IWSLT14: a model of each direction; what they make of the training text; the first
# model goes on with that beside the text, and at last with the text alone.
#   scripts/bench/diversified.sh TRAIN DEV TEST SOURCE TARGET [WORK_FOLDER]
# TRAIN, DEV and TEST are paths without the language, as in Moses: corpus/train stands for corpus/train.de and
# corpus/train.en. Two trainings of one thread each run side by side: that is faster than one after the other with two.
# A finished step is not done again, a cut training goes on, so this may be stopped and started at will.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../environment.sh"
usage="usage: scripts/bench/diversified.sh TRAIN DEV TEST SOURCE TARGET [WORK_FOLDER]"
train="${1:?$usage}" dev="${2:?$usage}" test="${3:?$usage}" from="${4:?$usage}" to="${5:?$usage}"
work="${6:-$root/runs/diversified-$from-$to}"
"$root/scripts/nmt" --help >/dev/null
mkdir -p "$work"
grep -qs avx512_bf16 /proc/cpuinfo && export ONEDNN_DEFAULT_FPMATH_MODE="${ONEDNN_DEFAULT_FPMATH_MODE:-BF16}"

nmt() { dotnet "$nmt_dll" "$@"; }

prepare() { # FOLDER SOURCE TARGET TRAIN_SOURCE TRAIN_TARGET [OPTION ...]
  local folder="$work/$1" s="$2" t="$3" pair=("$4" "$5")
  shift 5
  [ -d "$folder" ] || nmt prepare --source-lang "$s" --target-lang "$t" --train "${pair[@]}" --dev "$dev.$s" "$dev.$t" \
    --test "$test.$s" "$test.$t" --output "$folder" "$@"
}

learn() { # NAME DATA SEED [OPTION ...]; what it says goes to NAME.log
  local name="$1" data="$work/$2" seed="$3"
  shift 3
  nmt train --preset pairs-30k --data "$data" --output "$work/$name" --threads 1 --set seed="$seed" --set evaluation.metric=loss "$@" \
    >>"$work/$name.log" 2>&1 || fail "$work/$name.log says why the training failed"
  say "$name: $(grep -h '^finished' "$work/$name.log" | tail -n 1)"
}

# Two epochs with little dropout, which learn faster than with much, and then the usual ones.
both_stages() { # NAME DATA SEED EPOCHS
  learn "$1-light" "$2" "$3" --set epochs=2 --set model.dropout=0.1 --set model.sourceWordDropout=0 --set model.targetWordDropout=0 \
    --set schedule.kind=constant --set schedule.warmupSteps=400 --set regularisation.averageDecay=0.995
  learn "$1" "$2" $(($3 + 10)) --init "$work/$1-light/best" --set epochs="$4" --set model.dropout=0.25 --set schedule.warmupSteps=300
}

made() { # MODEL TEXT FILE
  [ -s "$work/$3" ] || nmt translate --model "$work/$1/best" --input "$2" --output "$work/$3" --threads 1 2>>"$work/$3.log" ||
    fail "$work/$3.log says why the translation failed"
}

prepare "$from-$to" "$from" "$to" "$train.$from" "$train.$to"
prepare "$to-$from" "$to" "$from" "$train.$to" "$train.$from" --subwords "$work/$from-$to"
text="$work/$from-$to/train"
{ both_stages backward "$to-$from" 2 9; made backward "$text.tgt" "made.$from"; } &
both_stages forward "$from-$to" 1 11
made forward "$text.src" "made.$to"
wait $!
cat "$text.src" "$work/made.$from" "$text.src" >"$work/three.$from"
cat "$text.tgt" "$text.tgt" "$work/made.$to" >"$work/three.$to"
prepare three "$from" "$to" "$work/three.$from" "$work/three.$to" --subwords "$work/forward/best" --overlap side
learn on three 21 --init "$work/forward/best" --set epochs=4 --set maxSteps=6300 --set optimizer.learningRate=0.0015 \
  --set model.dropout=0.25 --set schedule.warmupSteps=300 --set evaluation.everySteps=1575
learn last "$from-$to" 31 --init "$work/on/best" --set epochs=2 --set optimizer.learningRate=0.001 --set model.dropout=0.25 \
  --set schedule.warmupSteps=100 --set regularisation.averageDecay=0.995
