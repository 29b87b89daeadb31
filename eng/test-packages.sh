#!/usr/bin/env bash
# Packs the packages and runs the tests that see nothing but them: eng/test-packages.sh [dotnet test options]
set -euo pipefail
cd "$(dirname "$0")/.."

eng/pack.sh --no-build
# Unpacked packages of an earlier run have the same version.
rm -rf tests/BioToken.Packages.Tests/obj
dotnet test --project tests/BioToken.Packages.Tests --configuration Release "$@"
