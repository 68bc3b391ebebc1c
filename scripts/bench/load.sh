#!/usr/bin/env bash
# A server under load: readers at its page who type at human speed, beside programs that send batch after batch; then one
# reader alone. It starts a server of its own. A reader is the page's HTML, its circuit over a websocket and what the page's
# scripts do there, without a browser: fifty of those would be what is measured. Latency runs from the last key to the first
# text and to the final one as the page shows them, the page's pause of 350 ms included. The server's memory is printed every
# ten seconds; it grew if the median of the last third lies above that of the first third by more than the first third itself
# swings. Ends by itself, after eight and a half minutes, and with 1 where there was an error other than 429 and 503, or growth.
#   scripts/bench/load.sh MODEL [--readers 50] [--clients 8] [--seconds 120] [--warm-up 240] [--sentences FILE] [--source en] [--target de]
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../environment.sh"
model="$(cd "${1:?usage: scripts/bench/load.sh MODEL [options]; see the head of this file}" && pwd)"
shift
work="$(mktemp -d)"
server=""
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT

build Nmt.Web
build scripts/bench/load
load="$root/scripts/bench/load/bin/$configuration/net10.0/Nmt.Load.dll"

# Port 0: a free one. Proxies on this machine are believed, so that every caller has an address of its own. The rest is as
# in deploy/nmt.service.
Nmt__Models="$model" Nmt__Runs="$work/runs" Nmt__Suggestions="" Nmt__Api__TrustedProxies__0=127.0.0.1 Nmt__Api__RequestsPerMinute=0 \
  MALLOC_ARENA_MAX=2 \
  dotnet "$web_dll" --urls=http://127.0.0.1:0 >"$work/log" 2>&1 &
server=$!
for _ in $(seq 300); do
  address="$(sed -n 's/.*listening on: \(http[^ ]*\).*/\1/p' "$work/log")"
  [ -n "$address" ] && curl -fsS "$address/healthz/ready" >/dev/null 2>&1 && break
  kill -0 "$server" 2>/dev/null || { cat "$work/log" >&2; fail "the server ended; its log is above"; }
  sleep 0.2
done
curl -fsS "$address/healthz/ready" >/dev/null || { cat "$work/log" >&2; fail "the server is not ready after a minute"; }

say "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores, OPENBLAS_CORETYPE ${OPENBLAS_CORETYPE:-not set}"
result=0
dotnet "$load" --address "$address" --process "$server" --sentences "$root/data/test.en" "$@" || result=1
printf '\n'
dotnet "$load" --address "$address" --process "$server" --sentences "$root/data/test.en" --warm-up 20 "$@" --readers 1 --clients 0 || result=1
grep -E '^(fail|crit)' "$work/log" >&2 && result=1
exit "$result"
