#!/usr/bin/env bash
# Runs the tests of what must survive what: eng/reliability.sh [--long] [NAME]
#   --long   with the figures of the long form (hours) instead of the share of every test run
#   NAME     only the tests whose full name contains it, as a failure's replay line says
# BIOTOKEN_SEED=n repeats the random choices of a run.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ "${1:-}" = --long ]; then
  export BIOTOKEN_LONG=1
  shift
fi
eng/install-test-tools.sh
dotnet build BioToken.sln --nologo --configuration Release --verbosity quiet

run() {
  dotnet test "$1" --nologo --no-build --configuration Release --logger "console;verbosity=detailed" --filter "$2"
}
run tests/BioToken.Reliability.Tests "FullyQualifiedName~${1:-}"
# The parsers' inputs are beside their other tests.
run tests/BioToken.Npki.Tests "FullyQualifiedName~FuzzTests&FullyQualifiedName~${1:-}"
