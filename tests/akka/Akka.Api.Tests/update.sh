#!/usr/bin/env bash
# Refreshes api/*.txt: the lines of Akka.NET's public API that the engine implements.
# Usage: update.sh FOLDER, which holds the full listing of each package (Akka.txt, Akka.Streams.txt, ...).
# Fails, and names them, when the engine shows something that the full listings lack.
set -euo pipefail
listings=$(realpath "${1:?usage: update.sh FOLDER-WITH-THE-FULL-LISTINGS}")
here=$(cd "$(dirname "$0")" && pwd)
dotnet run --project "$here/Akka.Api.Tests.csproj" -- update "$listings" "$here/api"
