#!/usr/bin/env bash
# Makes control maps by models that others ship, with the README's commands, in the unpacked zip: one line a check.
# Needs a JDK, Maven and an npm registry; run after 'mvn verify'.
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
unset WAVESPEED_API_KEY WAVESPEED_BASE_URL

cd "$scratch"
jar xf "$home/routes/target/controlnet-flow.zip"
flow() { bash controlnet-flow/flow "$@"; }
wrong() { echo "$1"; exit 1; }

for jar in controlnet-flow/lib/*.jar; do
  case $jar in *onnxruntime* | *tensorflow* | *javacpp*) wrong "$jar is in the zip" ;; esac
  jar tvf "$jar" | awk -v jar="$jar" '$NF ~ /\.(so|dll|dylib|jnilib)$/ && $1 > 10000000 { print jar, $NF, $1; bad = 1 } END { exit bad }'
done
before=$(flow doctor --models models)
grep -q "pose     not set up: TensorFlow Lite .* is not installed, 'flow add pose' fetches it" <<<"$before" || wrong "$before"
echo "ok    the zip holds no library for models, and flow doctor says how to get one"

flow add pose depth
mkdir -p models
(cd models && npm pack --silent @mediapipe/pose jp.keijiro.mlsd)
tar -xzf models/mediapipe-pose-*.tgz -C models
mkdir models/mlsd
tar -xzf models/jp.keijiro.mlsd-*.tgz -C models/mlsd
after=$(flow doctor --models models)
grep -q 'pose     made by TensorFlow Lite and the model in models' <<<"$after" || wrong "$after"
echo "ok    flow add and npm pack are all that pose needs"

mkdir inbox
cp "$home/dsl-examples/01-drop-a-folder/inbox/astronaut.jpg" inbox/
run() { flow run --inbox inbox --outbox outbox --state state --models models --prompt 'a dancer in the rain' --size '512*512' "$@"; }
first=$(run --control-kind pose)
again=$(run --control-kind pose)
grep -q 'made 1, reused 0, submits 1' <<<"$first" || wrong "$first"
grep -q 'made 0, reused 1' <<<"$again" || wrong "$again"
grep -q '"kind" *: *"pose"' outbox/astronaut/gen-1.jpg.json || wrong "$(cat outbox/astronaut/gen-1.jpg.json)"
echo "ok    a photograph became a skeleton and a picture, and the second run paid nothing"

unfit=$(run --control-kind depth --control-model mlsd/package/ONNX/mlsd_320x320_tiny.onnx --json || true)
grep -q 'mlsd_320x320_tiny.onnx: takes input_image_with_alpha:0 1x320x320x4 of FLOAT; 1x3xHEIGHTxWIDTH' <<<"$unfit" || wrong "$unfit"
echo "ok    a network that is none of depth is named with the shape that it takes"

libraries=$(printf '%s,' "$PWD"/controlnet-flow/extra/*.jar)
mvn -q -B -ntp -f "$home/pom.xml" -pl core surefire:test -Dtest=ShippedModelsTrial \
  -Dmaven.test.additionalClasspath="${libraries%,}" -Dflow.models="$PWD/models"
echo "ok    nose, eyes and shoulders are where they are, and a real ONNX file runs"
