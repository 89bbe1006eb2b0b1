#!/usr/bin/env bash
# Runs the provider's official JavaScript SDK and command line against the embedded server: one line a check.
# Needs a JDK, Maven, Node 18 or newer, and an npm registry.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
home=$(cd ../.. && pwd -P)
scratch=$(mktemp -d)
server=
finish() {
  [[ -z $server ]] || kill "$server" 2>/dev/null || true
  rm -rf "$scratch"
}
trap finish EXIT

# The packages go beside this file, out of git's sight, and are kept for the next time.
npm install --silent --no-audit --no-fund --no-package-lock

mvn -q -B -ntp -f "$home/pom.xml" -pl core test-compile dependency:build-classpath \
  -Dmdep.outputFile="$scratch/classpath" -Dmdep.includeScope=test -Dspotless.check.skip
java -cp "$home/core/target/test-classes:$home/core/target/classes:$(<"$scratch/classpath")" \
  io.controlnetflow.core.embedded.Standalone "$scratch/state" >"$scratch/address" 2>"$scratch/log" &
server=$!
for _ in $(seq 300); do
  grep -q '^http' "$scratch/address" && break
  kill -0 "$server" 2>/dev/null || { cat "$scratch/log" >&2; exit 1; }
  sleep 0.1
done
base=$(head -n 1 "$scratch/address")

# The command line reads its base URL from a file only.
export HOME=$scratch XDG_CONFIG_HOME=$scratch/config WAVESPEED_API_KEY=interop-key NO_COLOR=1
for folder in "$XDG_CONFIG_HOME/wavespeed-nodejs" "$HOME/Library/Preferences/wavespeed-nodejs"; do
  mkdir -p "$folder"
  printf '{"baseUrl":"%s"}\n' "$base" >"$folder/config.json"
done
SCRATCH=$scratch BASE=$base node checks.mjs
