#!/usr/bin/env bash
# The main job: trains English to German on the corpus in data/, shows what it learned, serves it in the browser and
# trains German to English behind it. Started again, it serves at once. Ctrl-C ends it; a cut training is resumed.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"
port="${PORT:-5080}"
url="http://localhost:$port"
"$root/scripts/setup.sh" --without-browser
say "building ..."
build Nmt.Training
build Nmt.Web
nmt() { dotnet "$nmt_dll" "$@"; }

# A model appears under models/ by one rename, so that the page never sees half of it.
train() { # SOURCE TARGET [options of nmt train]
  local pair="$1-$2" data="$root/data" work="$root/work/demo-$1-$2" run="$root/runs/demo-$1-$2"
  if [ ! -f "$work/prepare.json" ]; then
    nmt prepare --source-lang "$1" --target-lang "$2" --train "$data/train.$1" "$data/train.$2" \
      --dev "$data/dev.$1" "$data/dev.$2" --test "$data/test.$1" "$data/test.$2" --vocab-size 3000 --output "$work"
  fi
  nmt train --config "$root/Nmt.Training/Configs/demo.json" --data "$work" --output "$run" "${@:3}"
  mkdir -p "$root/models"
  rm -rf "$root/models/.$pair"
  cp -r "$run/best" "$root/models/.$pair"
  rm -rf "$root/models/$pair"
  mv "$root/models/.$pair" "$root/models/$pair"
}

if [ ! -f "$root/models/en-de/manifest.json" ]; then
  say "training English to German on data/ ($(wc -l <"$root/data/train.en") pairs); this takes under four minutes on two cores"
  train en de
  say ""
  say "test set (sentence frames that training never saw):"
  nmt evaluate --model "$root/models/en-de" --src "$root/data/test.en" --ref "$root/data/test.de" --output "$root/work/demo-en-de/test.hyp"
  say ""
  say "ten of its translations:"
  paste "$root/data/test.en" "$root/work/demo-en-de/test.hyp" "$root/data/test.de" |
    awk -F'\t' 'NR % 100 == 50 { printf "  en   %s\n  nmt  %s\n  ref  %s\n\n", $1, $2, $3 }' >&2
fi

background=""
stop() { [ -z "$background" ] || kill -TERM -- "-$background" 2>/dev/null || true; }
trap stop EXIT
if [ ! -f "$root/models/de-en/manifest.json" ]; then
  mkdir -p "$root/runs"
  say "training German to English behind the page; it appears there when it is done (log: runs/demo-de-en.log)"
  # A process group of its own, so that it can be ended whole; at the lowest priority, so that translating
  # stays quick.
  set -m
  (
    renice -n 19 -p "$BASHPID" >/dev/null 2>&1 || true
    train de en
  ) >"$root/runs/demo-de-en.log" 2>&1 &
  background=$!
  set +m
fi

say ""
say "open $url  (Ctrl-C ends it)"
dotnet "$web_dll" --urls "$url" --Nmt:Models "$root/models" --Nmt:Runs "$root/runs" \
  --Nmt:Workshop:Folder "$root/work/workshop" --Nmt:Workshop:Program "$nmt_dll"
