#!/usr/bin/env bash
# A server under load: readers who type at human speed beside programs that send batch after batch, then one reader
# alone. Starts a server of its own, and measures from the last key to the first text and to the final one, the page's
# pause of 350 ms included; the way from the browser to the server and back is not. It ends by itself.
#   scripts/bench/load.sh MODEL [--readers 50] [--clients 8] [--seconds 120] [--warm-up 20] [--sentences FILE] [--source en] [--target de]
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

# Port 0: a free one. Proxies on this machine are believed, so that every caller has an address of its own.
Nmt__Models="$model" Nmt__Runs="$work/runs" Nmt__Suggestions="" Nmt__Api__TrustedProxies__0=127.0.0.1 Nmt__Api__RequestsPerMinute=0 \
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
dotnet "$load" --address "$address" --sentences "$root/data/test.en" "$@" || result=1
printf '\n'
dotnet "$load" --address "$address" --sentences "$root/data/test.en" "$@" --readers 1 --clients 0 || result=1
grep -E '^(fail|crit)' "$work/log" >&2 && result=1
exit "$result"
