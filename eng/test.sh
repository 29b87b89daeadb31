#!/usr/bin/env bash
# Installs what the tests use, builds, and runs every test. Last line: N passed, N failed, N skipped.
set -euo pipefail
cd "$(dirname "$0")/.."

eng/install-test-tools.sh
dotnet build BioToken.sln --nologo --configuration Release --verbosity quiet
eng/build-native.sh --asan

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
status=0
dotnet test --solution BioToken.sln --no-build --configuration Release --max-parallel-test-modules 1 \
  --report-xunit-trx --results-directory "$results" || status=$?
eng/test-packages.sh --no-build --report-xunit-trx --results-directory "$results" || status=$?

# Sums the counters of all suites.
awk -v status="$status" '
  /<Counters / {
    match($0, / passed="[0-9]+"/);      passed  += substr($0, RSTART + 9,  RLENGTH - 10)
    match($0, / failed="[0-9]+"/);      failed  += substr($0, RSTART + 9,  RLENGTH - 10)
    match($0, / notExecuted="[0-9]+"/); skipped += substr($0, RSTART + 14, RLENGTH - 15)
    match($0, / total="[0-9]+"/);       total   += substr($0, RSTART + 8,  RLENGTH - 9)
    match($0, / executed="[0-9]+"/);    executed += substr($0, RSTART + 11, RLENGTH - 12)
  }
  END {
    if (total > executed) skipped = total - executed
    printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
    exit (status != 0 || failed > 0 || passed == 0)
  }' "$results"/*.trx
