#!/usr/bin/env bash
# Builds, checks format and analyzers, and runs every test. On a fresh Debian machine it first installs
# what the tests need and is missing: PostgreSQL, Chromium, a C compiler, zsh and fish.
#
#   ./test.sh          everything that should run before a commit
#   ./test.sh --long   also the long suites (many kills, many seeds)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# Nearly all that runs here is short-lived: to count its calls first, so as to compile it better later, is a
# third of the compiler's time and never pays.
export DOTNET_TieredPGO=0
# A test host has 100 ms to end before it is killed, and then its PostgreSQL stays behind.
export VSTEST_TESTHOST_SHUTDOWN_TIMEOUT=10000
configuration=Release
long=
for argument in "$@"; do
  case "$argument" in
    --long) long=1 ;;
    *) echo "test.sh: unknown option '$argument' (there is --long)" >&2; exit 2 ;;
  esac
done
[ -z "$long" ] || export ACTORSTREAM_LONG=1

install() { # Debian package
  local run=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "test.sh: please install the package '$1' (I am not root and there is no sudo)" >&2; exit 1; }
    run=(sudo)
  fi
  [ -n "${apt_updated:-}" ] || { "${run[@]}" apt-get update -qq; apt_updated=1; }
  echo "installing $1"
  "${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1" >/dev/null
}

compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null || install postgresql
command -v cc >/dev/null || { install gcc; install libc6-dev; } # a disk that fails on purpose: tests/Faults
command -v zsh >/dev/null || install zsh # completions are tried in each shell
command -v fish >/dev/null || install fish
[ -n "${CHROMIUM:-}" ] || command -v chromium >/dev/null || install chromium

dotnet tool restore >/dev/null
dotnet restore ActorStream.sln --verbosity quiet
dotnet csharpier check .
dotnet build ActorStream.sln --no-restore --configuration "$configuration" --verbosity quiet -clp:NoSummary

# Two assemblies at a time: one alone leaves half of two cores idle. The long suites have the machine for
# themselves.
lanes=2
[ -z "$long" ] || lanes=1
# The longest first, so that none of them is left over at the end.
longest=(ActorStream.Scenarios ActorStream.Browser.Tests ActorStream.Server.Tests
  ActorStream.Operations.Tests Akka.Persistence.Sql.Tests ActorStream.Cli.Tests)

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
export configuration results

test_projects() { # the solution's, in the order in which they are begun
  local projects project name
  projects=$(dotnet sln ActorStream.sln list | grep '^tests/' | xargs grep -L '<IsTestProject>false<')
  for name in "${longest[@]}"; do grep "/$name.csproj$" <<<"$projects"; done
  for project in $projects; do
    name=$(basename "$project" .csproj)
    [[ " ${longest[*]} " == *" $name "* ]] || echo "$project"
  done
}

run_tests() { # one project's; what it says is said at its end, in one piece
  local name status=0 output
  name=$(basename "$1" .csproj)
  output=$results/$name
  dotnet test "$(dirname "$1")/bin/$configuration/net10.0/$name.dll" \
    --logger 'console;verbosity=minimal' >"$output" 2>&1 || status=$?
  # A runner that counts nothing has not run.
  grep -q 'Failed: .*Passed: .*Total: ' "$output" || status=1
  grep -v '^$\|^Test run for \|^VSTest version \|^Starting test execution\|^A total of ' "$output" || true
  [ "$status" -eq 0 ] || echo "$name ended with $status"
  return "$status"
}
export -f run_tests

status=0
projects=$(test_projects)
xargs -P "$lanes" -I{} bash -c 'run_tests {}' <<<"$projects" || status=1

cat "$results"/* | awk '
  /Failed: *[0-9]+, Passed: *[0-9]+, Skipped: *[0-9]+/ {
    match($0, /Failed: *[0-9]+/);  failed  += substr($0, RSTART + 7, RLENGTH - 7)
    match($0, /Passed: *[0-9]+/);  passed  += substr($0, RSTART + 7, RLENGTH - 7)
    match($0, /Skipped: *[0-9]+/); skipped += substr($0, RSTART + 8, RLENGTH - 8)
  }
  END { printf "\n%d passed, %d failed, %d skipped\n", passed, failed, skipped; exit failed > 0 || passed == 0 }
' || status=1
exit "$status"
