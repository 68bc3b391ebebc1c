# Sourced by the other scripts: where things are, and settings of the maths library for the processor at hand.
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
configuration=Release
nmt_dll="$root/Nmt.Training/bin/$configuration/net10.0/nmt.dll"
web_dll="$root/Nmt.Web/bin/$configuration/net10.0/Nmt.Web.dll"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# Some environments export OPENBLAS_CORETYPE=Haswell for everything, which halves the speed of matrix products on
# processors with AVX-512. Left unset, OpenBLAS chooses for the processor. NMT_KEEP_CORETYPE=1 keeps the setting.
if [ "${OPENBLAS_CORETYPE:-}" = Haswell ] && [ -z "${NMT_KEEP_CORETYPE:-}" ] && grep -qs avx512f /proc/cpuinfo; then
  unset OPENBLAS_CORETYPE
fi

say() { printf '%s\n' "$*" >&2; }
fail() { say "error: $*"; exit 1; }

# Builds what is out of date. Quiet unless it fails.
build() {
  local log
  log="$(mktemp)"
  if ! dotnet build "$root/$1" -c "$configuration" --nologo -v quiet >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    fail "the build of $1 failed; the messages are above"
  fi
  rm -f "$log"
}
