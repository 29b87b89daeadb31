#!/usr/bin/env bash
# Builds the simulator's PKCS#11 library into artifacts/native/<rid>/: the C library, and its managed side in biotoken-simulator/ beside it.
# For this system, and for Windows where a cross compiler is installed. Quick where nothing changed.
#   --windows  fail if there is no cross compiler for Windows
#   --asan     also with sanitizers, into artifacts/native/asan/
set -euo pipefail
cd "$(dirname "$0")/.."

out=artifacts/native
windows_compiler=x86_64-w64-mingw32-gcc
windows=$(command -v "$windows_compiler" >/dev/null && echo true || echo false)
asan=false
for argument in "$@"; do
  case "$argument" in
    --asan) asan=true ;;
    --windows) windows=true ;;
    *) echo "Unknown argument: $argument" >&2; exit 2 ;;
  esac
done

case "$(uname -sm)" in
  "Linux x86_64") rid=linux-x64 ;;
  "Linux aarch64") rid=linux-arm64 ;;
  *) echo "The library is built on Linux only, not on $(uname -sm)." >&2; exit 1 ;;
esac

# The headers of the .NET host and libnethost.a, newest version: in the SDK's own packs, or where a restore put them.
find_nethost() {
  local root
  for root in "${DOTNET_ROOT:-/nowhere}/packs" "$(dirname "$(readlink -f "$(command -v dotnet)")")/packs" "${NUGET_PACKAGES:-$HOME/.nuget/packages}"; do
    if [ -d "$root" ]; then
      find "$root" -maxdepth 6 -ipath "*microsoft.netcore.app.host.$rid/*/native/libnethost.a" -printf '%h\n'
    fi
  done | sort -V | tail -n 1
}
nethost=$(find_nethost)
if [ -z "$nethost" ]; then
  echo "Microsoft.NETCore.App.Host.$rid was not found. Install the .NET SDK 10 with its packs." >&2
  exit 1
fi

managed=src/BioToken.Simulator.Native/bin/Release/net10.0
build_managed() {
  local built=$managed/BioToken.Simulator.Native.dll
  if [ ! -f "$built" ] || find Directory.* native/boundary.h src -not -path '*/bin/*' -not -path '*/obj/*' -type f -newer "$built" | grep -q .; then
    dotnet build src/BioToken.Simulator.Native --nologo --configuration Release --verbosity quiet
    touch "$built"
  fi
}

# build_shim <folder> <file> <cmake arguments...>: builds native/ and puts the library and its managed side into a folder. Files are replaced,
# not written into: a program may have them open.
build_shim() {
  local folder=$out/$1 file=$2 work=$out/obj/$1
  shift 2
  if [ ! -f "$work/Makefile" ]; then
    cmake -S native -B "$work" -G "Unix Makefiles" -DCMAKE_BUILD_TYPE=Release -DNETHOST_DIR="$nethost" "$@" >/dev/null
  fi
  cmake --build "$work" -- --no-print-directory -s >/dev/null
  mkdir -p "$folder/biotoken-simulator"
  cmp -s "$work/$file" "$folder/$file" || install -m 755 "$work/$file" "$folder/$file"
  find "$managed" -maxdepth 1 -type f -not -name '*.xml' -exec cp -u --remove-destination -t "$folder/biotoken-simulator" {} +
}

build_managed
build_shim $rid libbiotoken-simulator.so
if $asan; then
  build_shim asan libbiotoken-simulator.so -DSANITIZE=ON
fi
if $windows; then
  build_shim win-x64 biotoken-simulator.dll -DCMAKE_SYSTEM_NAME=Windows -DCMAKE_SYSTEM_PROCESSOR=AMD64 -DCMAKE_C_COMPILER="$windows_compiler"
fi
