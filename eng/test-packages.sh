#!/usr/bin/env bash
# Packs the packages and runs the sample that references nothing but them: eng/test-packages.sh [dotnet test options]
set -euo pipefail
cd "$(dirname "$0")/.."

eng/pack.sh --no-build
# Unpacked packages of an earlier run have the same version.
rm -rf samples/MockedToken/obj
dotnet test --project samples/MockedToken --configuration Release "$@"
