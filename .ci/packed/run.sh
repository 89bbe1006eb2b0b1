#!/usr/bin/env bash
# Unpacks the zip that the build made, far from the sources, and runs what is in it. Needs a JDK; run after 'mvn verify'.
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
unset WAVESPEED_API_KEY WAVESPEED_BASE_URL

cd "$scratch"
jar xf "$home/routes/target/controlnet-flow.zip"
[[ ! -e controlnet-flow/extra ]] || { echo "what 'flow add' fetched into the checkout is in the zip"; exit 1; }
mkdir inbox
cp "$home"/dsl-examples/01-drop-a-folder/inbox/coffee.* inbox/

run() { bash controlnet-flow/flow run --inbox inbox --outbox outbox --state state --prompt 'a cup at sea' --size '512*512' "$@"; }
first=$(run)
again=$(run)
grep -q 'made 1, reused 0, submits 1' <<<"$first" || { echo "$first"; exit 1; }
grep -q 'made 0, reused 1 (saved $0.03), submits 0' <<<"$again" || { echo "$again"; exit 1; }
ls outbox/coffee/gen-1.jpg outbox/coffee/gen-1.jpg.json outbox/contact-sheet.jpg
java -jar controlnet-flow/controlnet-flow.jar status --state state --json | grep -q '"done"\|DONE'
cat >orders.camel.yaml <<'route'
- route:
    from:
      uri: kafka:orders
      steps:
        - to: sftp:127.0.0.1:2222/prints
        - to: aws2-s3:prints
        - to: activemq6:prints
route
without=$(bash controlnet-flow/flow validate orders.camel.yaml || true)
grep -q "kafka: .*'flow add kafka' fetches it" <<<"$without" || { echo "$without"; exit 1; }
bash controlnet-flow/flow add kafka
bash controlnet-flow/flow validate orders.camel.yaml
for file in LICENSE NOTICE README.md; do test -s "controlnet-flow/$file"; done
echo "ok    the zip: $(du -k "$home/routes/target/controlnet-flow.zip" | cut -f 1) kB, made 1, then reused 1"
