#!/usr/bin/env bash
# Changes the code in small ways (mutants) and runs the tests on each change: a mutant that no test kills shows what the tests do not check.
#   eng/mutants.sh                all areas (hours)
#   eng/mutants.sh AREA...        some of them: writing, token, identities, modules, keys
#   eng/mutants.sh AREA GLOB...   some files of one area, such as 'writing **/WriteSteps.cs'
# Fails if less than 95 % of an area's mutants are killed, or if one survives that eng/mutants.txt does not judge. Works on a copy in artifacts/mutants;
# the reports stay there. Run it on an idle machine: a test that other work slows down counts as a time-out, and so as a kill; and a test whose coverage cannot be
# measured in time ("Dubious", in the first ten minutes) runs for every mutant, which makes hours of one.
set -euo pipefail
cd "$(dirname "$0")/.."

repository=$PWD
copy=$repository/artifacts/mutants
judged=$repository/eng/mutants.txt

# Of tests that run on every backend, four backends do (no finger, a step for it, one for each signature, a real module): the others differ in what lies outside
# these areas.
export BIOTOKEN_BACKENDS=generic,bio-seal,asam2072fp,SoftHSM2
# Tests that check no code of these areas, or the same by thousands of inputs.
slow=(Fuzz FuzzRun InvariantGlobalization Folder PublicApi ManyObjects SharedToken ProviderConcurrency)

run_area() {
  local area=$1 project tests
  shift
  local files=("$@")
  case $area in
    writing) project=BioToken; [ $# -gt 0 ] || files=('**/Writing/**/*.cs') ;;
    token) project=BioToken; [ $# -gt 0 ] || files=('**/Token.cs' '**/Sessions/**/*.cs' '**/Signing/**/*.cs') ;;
    identities) project=BioToken; [ $# -gt 0 ] || files=('**/Identities/**/*.cs' '**/Objects/**/*.cs') ;;
    modules) project=BioToken; [ $# -gt 0 ] || files=('**/Modules/**/*.cs') ;;
    keys) project=BioToken.Npki; [ $# -gt 0 ] || files=('**/Keys/**/*.cs') ;;
    *) echo "Unknown area: $area. Use writing, token, identities, modules or keys." >&2; exit 2 ;;
  esac
  tests=$copy/tests/$project.Tests
  local output=$copy/reports/$area
  rm -rf "$output"
  # The first test that fails has killed the mutant.
  echo '{ "stopOnFail": true }' > "$tests/xunit.runner.json"
  grep -q xunit.runner.json "$tests/$project.Tests.csproj" \
    || sed -i 's|</Project>|<ItemGroup><Content Include="xunit.runner.json" CopyToOutputDirectory="PreserveNewest" /></ItemGroup></Project>|' "$tests/$project.Tests.csproj"
  # A test has no synchronization context, and a release build no assertions: changes of these are no mutants.
  jq -n --arg project "$project.csproj" --argjson jobs "$(nproc)" --args \
    '{"stryker-config": {project: $project, configuration: "Release", mutate: $ARGS.positional, concurrency: $jobs,
      "test-runner": "mtp", "coverage-analysis": "perTest", "additional-timeout": 20000, "ignore-methods": ["*ConfigureAwait", "*Debug.Assert"], reporters: ["json", "dots"], verbosity: "warning"}}' "${files[@]}" > "$tests/stryker-config.json"
  (cd "$tests" && dotnet tool run dotnet-stryker -- --output "$output")
  judge "$area" "$output/reports/mutation-report.json"
}

# Prints the share of an area, and every survivor that is not in the list.
judge() {
  jq -r '
    .files | to_entries[] | .key as $path | (.value.source | split("\n")) as $lines | .value.mutants[]
    | select(.status | IN("Killed", "Timeout", "Survived", "NoCoverage"))
    | .location as $at
    | (if $at.start.line == $at.end.line then $lines[$at.start.line - 1][$at.start.column - 1:$at.end.column - 1]
       else ([$lines[$at.start.line - 1][$at.start.column - 1:]] + $lines[$at.start.line:$at.end.line - 1]
             + [$lines[$at.end.line - 1][:$at.end.column - 1]] | join(" ")) end) as $code
    | [.status, ($path | sub(".*/src/"; "src/")), ($at.start.line | tostring), $code, .replacement]
    | map(gsub("\\s+"; " ")) | join("\t")' "$2" > "$copy/reports/$1.tsv"
  awk -F '\t' -v area="$1" '
    NR == FNR { if ($0 !~ /^(#|$)/) known[$1 FS $2 FS $3] = 1; next }
    { total++ }
    $1 == "Timeout" { timeouts++ }
    $1 == "Killed" || $1 == "Timeout" { killed++; next }
    { survived++ }
    !(($2 FS $4 FS $5) in known) { unknown++; printf "%s(%s): %s  ->  %s%s\n", $2, $3, $4, $5, $1 == "NoCoverage" ? "  (no test runs it)" : "" }
    END {
      share = total ? 100 * killed / total : 0
      printf "%s: %d of %d mutants killed (%.1f %%; %d by a time-out), %d survivors judged, %d not\n", \
        area, killed, total, share, timeouts, survived - unknown, unknown
      exit (share < 95 || unknown > 0)
    }' "$judged" "$copy/reports/$1.tsv"
}

command -v jq >/dev/null || { echo "Install jq first." >&2; exit 1; }
mkdir -p "$copy"
git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do [ -e "$file" ] && printf '%s\0' "$file"; done \
  | tar --create --null --files-from=- | tar --extract --directory="$copy" --keep-newer-files --warning=no-ignore-newer
cd "$copy"
for name in "${slow[@]}"; do find tests -name "${name}Tests.cs" -delete; done
rm -rf tests/BioToken.Tests/Docs
# The runner for which a test says which mutants it runs. Both are properties of the build.
export RunAnalyzers=false UseMicrosoftTestingPlatformRunner=true
dotnet tool restore --verbosity quiet

areas=(writing token identities modules keys)
if [ $# -gt 1 ] && [[ ! " ${areas[*]} " == *" $2 "* ]]; then
  run_area "$@"
  exit
fi
status=0
for area in "${@:-${areas[@]}}"; do
  run_area "$area" || status=1
done
exit $status
