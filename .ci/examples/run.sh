#!/usr/bin/env bash
# Starts the examples whose first command starts stand-ins too, as their READMEs say, until their pictures have arrived. Needs Maven.
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
scratch=$(mktemp -d)
group=
finish() {
  [[ -z $group ]] || kill -TERM -- "-$group" 2>/dev/null || true
  rm -rf "$scratch"
}
trap finish EXIT
unset WAVESPEED_API_KEY WAVESPEED_BASE_URL
set -m # each example and what it starts is a group of its own, which is ended as a whole

try() { # EXAMPLE ARRIVAL: until a picture is in the folder ARRIVAL of the example
  local example=$home/dsl-examples/$1
  [[ ! -e $example/$2 ]] || { echo "$example/$2 is there already; move it away first"; exit 1; }
  "$example/try" --state "$scratch/$1" --outbox "$scratch/$1-outbox" >"$scratch/$1.log" 2>&1 &
  group=$!
  for ((second = 0; second < 300; second++)); do
    if compgen -G "$example/$2/*.jpg" >/dev/null; then
      kill -INT -- "-$group" # which a shell in the background may have told its children to ignore
      timeout 30 tail --pid="$group" -f /dev/null || kill -TERM -- "-$group"
      wait "$group" || true
      group=
      rm -rf "${example:?}/$2"
      echo "ok    $1: a picture arrived in $2"
      return
    fi
    kill -0 "$group" 2>/dev/null || break
    sleep 1
  done
  cat "$scratch/$1.log"
  echo "no picture arrived in $example/$2"
  exit 1
}

try 10-jms-in-jms-out received
photo=$home/dsl-examples/09-sftp-in-s3-out/sftp/in
try 09-sftp-in-s3-out s3/prints/rocket
rmdir "$home/dsl-examples/09-sftp-in-s3-out/s3/prints"
[[ ! -e $photo/done/rocket.jpg ]] || { mv "$photo/done/rocket.jpg" "$photo/" && rmdir "$photo/done"; }
