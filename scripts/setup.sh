#!/usr/bin/env bash
# Finds or installs everything that Nmt needs and says in one line what it uses. Runs again in a second.
#   --without-browser   leaves out Chromium, which only the tests need
#   --again             asks the package feed anew
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"

browser=yes again=no
for option in "$@"; do
  case "$option" in
    --without-browser) browser=no ;;
    --again) again=yes ;;
    *) say "usage: scripts/setup.sh [--without-browser] [--again]"; exit 2 ;;
  esac
done

# --- .NET SDK
command -v dotnet >/dev/null || fail "the .NET SDK is missing. Install .NET SDK 10 (https://dotnet.microsoft.com/download), then run this again."
sdk="$(cd "$root" && dotnet --version 2>/dev/null)" || fail "no .NET SDK fits global.json (10.0.100 or a later 10.0.x). Installed: $(dotnet --list-sdks | tr '\n' ' ')"

# --- The feed: one restore asks for three packages, each by a project of its own, so that one answer hides no other.
ask() { # NAME VERSION -> found | missing; any other failure ends the script
  local folder="$probe/$1"
  mkdir -p "$folder"
  cat >"$folder/probe.csproj" <<X
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageDownload Include="$1" Version="[$2]" /></ItemGroup>
</Project>
X
  if dotnet restore "$folder/probe.csproj" --nologo >"$folder/log" 2>&1; then echo found
  elif grep -qE 'NU110[123]' "$folder/log"; then echo missing
  else echo failed; fi
}

# A package that this system cannot load is as good as missing: TorchSharp's native half asks for a recent libstdc++.
loads() { # NAME VERSION FILE
  [ "$(uname -s)" = Linux ] || return 0
  local cache answer
  cache="$(dotnet nuget locals global-packages --list | sed 's/^[^:]*: *//')"
  answer="$(ldd "$cache/${1,,}/$2/$3" 2>&1 || true)" # no pipe: grep -q would close it on ldd, which then fails
  ! grep -q "version \`.*' not found" <<<"$answer"
}

version_of() { sed -n "s/.*Include=\"$1\" Version=\"\([^\"]*\)\".*/\1/p" "$root/Directory.Packages.props"; }

if [ "$again" = yes ] || [ ! -f "$root/feed.props" ]; then
  probe="$(mktemp -d)"
  trap 'rm -rf "$probe"' EXIT
  runtime="$(dotnet --list-runtimes | sed -n 's/^Microsoft.AspNetCore.App \(10\.[0-9.]*\) .*/\1/p' | tail -n 1)"
  say "asking the package feed ..."
  ask TorchSharp "$(version_of TorchSharp)" >"$probe/torch" &
  ask Microsoft.ML.Tokenizers "$(version_of Microsoft.ML.Tokenizers)" >"$probe/tokenizers" &
  ask Microsoft.AspNetCore.App.Internal.Assets "${runtime:-10.0.0}" >"$probe/assets" &
  wait
  torch="$(cat "$probe/torch")" tokenizers="$(cat "$probe/tokenizers")" assets="$(cat "$probe/assets")"
  if grep -q failed "$probe/torch" "$probe/tokenizers" "$probe/assets"; then
    cat "$probe"/*/log >&2
    fail "the package feed did not answer; see above. Check the network and 'dotnet nuget list source', then run this again."
  fi
  reason=""
  if [ "$torch" = found ] && ! loads TorchSharp "$(version_of TorchSharp)" runtimes/linux-x64/native/libLibTorchSharp.so; then
    torch=missing reason="; TorchSharp $(version_of TorchSharp) of the feed needs a newer libstdc++ than this system has"
  fi
  choose() { if [ "$1" = found ]; then echo nuget; else echo "$2"; fi; }
  {
    echo '<Project>'
    echo '  <!-- Written by scripts/setup.sh: what this feed has. Delete this file to ask anew. -->'
    echo '  <PropertyGroup>'
    echo "    <TorchSharpSource>$(choose "$torch" standin)</TorchSharpSource>"
    echo "    <TokenizersSource>$(choose "$tokenizers" standin)</TokenizersSource>"
    echo "    <BlazorScriptSource>$(choose "$assets" runtime9)</BlazorScriptSource>"
    [ "$assets" = found ] || echo '    <RequiresAspNetWebAssets>false</RequiresAspNetWebAssets>'
    echo "    <TorchSharpReason>$reason</TorchSharpReason>"
    echo '  </PropertyGroup>'
    echo '</Project>'
  } >"$root/feed.props.tmp"
  mv "$root/feed.props.tmp" "$root/feed.props"
fi
source_of() { sed -n "s|.*<$1>\(.*\)</$1>.*|\1|p" "$root/feed.props"; }

# --- Debian packages
packages=()
need() { dpkg -s "$1" >/dev/null 2>&1 || packages+=("$1"); }
if [ "$(source_of TorchSharpSource)" = standin ] && [ -z "${LIBTORCH:-}" ]; then
  if command -v dpkg >/dev/null; then
    need libtorch-dev
    need libopenblas0-pthread # Debian's default BLAS is the reference implementation, a hundred times slower
    command -v g++ >/dev/null || packages+=(g++)
  elif [ ! -d /usr/include/torch ]; then
    fail "this feed lacks TorchSharp and this system has no dpkg. Unpack any libtorch and give its folder in LIBTORCH."
  fi
fi
chromium="$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)"
if [ "$browser" = yes ] && [ -z "$chromium" ]; then
  command -v dpkg >/dev/null || fail "the browser tests need Chromium; install it and run this again."
  packages+=(chromium)
fi
if [ "${#packages[@]}" -gt 0 ]; then
  say "installing ${packages[*]} (Debian) ..."
  sudo=""
  [ "$(id -u)" = 0 ] || sudo=sudo
  log="$(mktemp)"
  if ! { $sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${packages[@]}"; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    fail "apt-get could not install ${packages[*]}; see above"
  fi
  chromium="$(command -v chromium || true)"
fi

# --- One line
case "$(source_of TorchSharpSource)" in
  nuget) torch="TorchSharp $(version_of TorchSharp) (NuGet)" ;;
  *) torch="TorchSharp stand-in over ${LIBTORCH:-libtorch $(dpkg-query -W -f '${Version}' libtorch-dev 2>/dev/null) (Debian)}$(source_of TorchSharpReason)" ;;
esac
case "$(source_of TokenizersSource)" in
  nuget) tokenizers="Microsoft.ML.Tokenizers $(version_of Microsoft.ML.Tokenizers) (NuGet)" ;;
  *) tokenizers="Microsoft.ML.Tokenizers stand-in" ;;
esac
case "$(source_of BlazorScriptSource)" in
  nuget) script="blazor.web.js (NuGet)" ;;
  *) script="blazor.web.js out of the 9.0 runtime package (NuGet)" ;;
esac
say "uses: .NET SDK $sdk; $torch; $tokenizers; $script${chromium:+; $chromium}"
