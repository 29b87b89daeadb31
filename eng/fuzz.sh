#!/usr/bin/env bash
# Fuzzes the parsers, guided by their coverage.
#   eng/fuzz.sh                          all targets, as every test run does
#   eng/fuzz.sh TARGET [SECONDS]         one target (60 s); prints inputs, inputs per second, share accepted, edges
#   eng/fuzz.sh --long [TARGET]          an hour for each target
#   eng/fuzz.sh --replay TARGET FILE     one input, as a failure says
#   eng/fuzz.sh --keep TARGET SECONDS    fuzzes, and keeps what leads somewhere new in tests/BioToken.Fuzz/Corpus
# BIOTOKEN_SEED=n repeats the random choices of a run. Inputs that broke a rule are in artifacts/fuzz, and so is the last input (after its length, 4 bytes)
# of a process that died, as under-way-PID.
set -euo pipefail
cd "$(dirname "$0")/.."

project=tests/BioToken.Fuzz
dotnet build "$project" --nologo --configuration Release --verbosity quiet
fuzz=(dotnet "$project/bin/Release/net10.0/BioToken.Fuzz.dll")

case "${1:-}" in
  '') exec "${fuzz[@]}" --fuzz all 5 ;;
  --long) exec "${fuzz[@]}" --fuzz "${2:-all}" 3600 ;;
  --replay | --keep) exec "${fuzz[@]}" "$@" ;;
  *) exec "${fuzz[@]}" --fuzz "$1" "${2:-60}" ;;
esac
