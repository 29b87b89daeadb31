#!/usr/bin/env bash
# Builds the simulator's PKCS#11 library into artifacts/native/<rid>/: the C library, and its managed side in biotoken-simulator/ beside it.
#   eng/build-native.sh            for this system, and for Windows where a cross compiler is installed
#   eng/build-native.sh --windows  for Windows too, or fails
#   eng/build-native.sh --asan     with sanitizers, into artifacts/native/asan/
set -euo pipefail
cd "$(dirname "$0")/.."

out=artifacts/native
windows_compiler=x86_64-w64-mingw32-gcc
asan=false
windows=$(command -v "$windows_compiler" >/dev/null && echo true || echo false)
for argument in "$@"; do
  case "$argument" in
    --asan) asan=true ;;
    --windows) windows=true ;;
    *) echo "Unknown argument: $argument" >&2; exit 2 ;;
  esac
done

case "$(uname -m)" in
  x86_64) rid=linux-x64 ;;
  aarch64) rid=linux-arm64 ;;
  *) echo "No .NET host for $(uname -m) is known here." >&2; exit 1 ;;
esac

# The headers of the .NET host and libnethost.a, newest version: in the SDK's own packs, or where a restore put them.
find_nethost() {
  local root
  for root in "${DOTNET_ROOT:-}/packs" "$(dirname "$(readlink -f "$(command -v dotnet)")")/packs" "${NUGET_PACKAGES:-$HOME/.nuget/packages}"; do
    find "$root" -maxdepth 6 -ipath "*microsoft.netcore.app.host.$rid/*/native/libnethost.a" -printf '%h\n' 2>/dev/null
  done | sort -V | tail -n 1
}
nethost=$(find_nethost)
if [ -z "$nethost" ]; then
  echo "Microsoft.NETCore.App.Host.$rid was not found. Install the .NET SDK 10 with its packs." >&2
  exit 1
fi

# build_shim <folder of the result> <file> <cmake arguments...>
build_shim() {
  local folder=$1 file=$2
  shift 2
  local work=$out/obj/$(basename "$folder")
  if [ ! -f "$work/Makefile" ]; then
    cmake -S native -B "$work" -G "Unix Makefiles" -DCMAKE_BUILD_TYPE=Release -DNETHOST_DIR="$nethost" "$@" >/dev/null
  fi
  cmake --build "$work" -- --no-print-directory -s >/dev/null
  mkdir -p "$folder"
  cmp -s "$work/$file" "$folder/$file" || install -m 755 "$work/$file" "$folder/$file"
}

copy_managed() {
  mkdir -p "$1/biotoken-simulator"
  cp -Ru "$managed"/. "$1/biotoken-simulator/"
  rm -f "$1"/biotoken-simulator/*.xml
}

managed=src/BioToken.Simulator.Native/bin/Release/net10.0
dotnet build src/BioToken.Simulator.Native --nologo --configuration Release --verbosity quiet

if $asan; then
  build_shim "$out/asan" libbiotoken-simulator.so -DSANITIZE=ON
  copy_managed "$out/asan"
  exit 0
fi
build_shim "$out/$rid" libbiotoken-simulator.so
copy_managed "$out/$rid"
if $windows; then
  build_shim "$out/win-x64" biotoken-simulator.dll -DCMAKE_SYSTEM_NAME=Windows -DCMAKE_SYSTEM_PROCESSOR=AMD64 \
    -DCMAKE_C_COMPILER="$windows_compiler" -DCMAKE_CXX_COMPILER="${windows_compiler%gcc}g++"
  copy_managed "$out/win-x64"
fi
