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

name="*${1:+$1*}"
# The tests of a project whose class is like the first pattern, or whose class is like the second one and method like the name.
run() {
  dotnet test --project "$1" --no-build --configuration Release --output Detailed --show-live-output on --ignore-exit-code 8 \
    --filter-query "/*/*/$2" --filter-query "/*/*/$3/$name"
}
status=0
run tests/BioToken.Reliability.Tests "$name" '*' || status=$?
# The parsers' inputs are beside their other tests.
if [ "$name" = '*' ]; then fuzz='*FuzzTests'; else fuzz="(*FuzzTests)&($name)"; fi
run tests/BioToken.Npki.Tests "$fuzz" '*FuzzTests' || status=$?
exit $status
