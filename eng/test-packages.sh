#!/usr/bin/env bash
# Packs the packages and runs the sample that references nothing but them: eng/test-packages.sh [--no-build] [dotnet test options]
#   --no-build   the solution is built already
set -euo pipefail
cd "$(dirname "$0")/.."

build=()
if [ "${1:-}" = --no-build ]; then
  build=(--no-build)
  shift
fi
eng/pack.sh "${build[@]}"
# Unpacked packages of an earlier run have the same version.
rm -rf samples/MockedToken/obj
dotnet test --project samples/MockedToken --configuration Release "$@"
