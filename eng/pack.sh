#!/usr/bin/env bash
# Packs the libraries and the tool into artifacts/packages: eng/pack.sh [dotnet pack options]
set -euo pipefail
cd "$(dirname "$0")/.."

rm -rf artifacts/packages
for project in Pkcs11 Storage Npki "" Pkcs11Interop Simulator Simulator.Pkcs11Interop Cli; do
  echo "Packing BioToken${project:+.$project}"
  dotnet pack "src/BioToken${project:+.$project}" --nologo --configuration Release --verbosity quiet --output artifacts/packages "$@"
done
