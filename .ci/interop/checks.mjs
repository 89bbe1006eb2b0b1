// The checks: the official SDK in this process, the official command line as a program, a webhook target of our own.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import crypto from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';

const { Client } = createRequire(import.meta.url)('wavespeed');
const { BASE, SCRATCH, WAVESPEED_API_KEY: KEY } = process.env;
const MODEL = 'wavespeed-ai/flux-controlnet-union-pro-2.0';
const PNG = [0x89, 0x50, 0x4e, 0x47];
const sdk = new Client(KEY, { baseUrl: BASE, maxRetries: 0 });
const program = path.resolve('node_modules/@wavespeed/cli/dist/cli.js');
const map = path.join(SCRATCH, 'map.png');
fs.writeFileSync(
  map,
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
);

let failed = 0;
async function check(name, body) {
  try {
    await body();
    console.log(`ok      ${name}`);
  } catch (e) {
    failed++;
    console.log(`FAILED  ${name}: ${e.message}`);
  }
}

async function cli(...args) {
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...args, '--json'], { cwd: SCRATCH });
  return JSON.parse(stdout);
}

const isPng = (bytes) => assert.deepEqual([...bytes.subarray(0, 4)], PNG);
let url = '';
let output = '';

await check('SDK uploads by ticket and PUT', async () => {
  url = await sdk.upload(map);
  assert.ok(url.startsWith(`${BASE}/files/uploads/`), url);
});
await check('the upload is served as it was, without a key', async () => {
  const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
  assert.ok(bytes.equals(fs.readFileSync(map)));
});
await check('SDK submits and polls', async () => {
  const { outputs } = await sdk.run(MODEL, { prompt: 'a harbour', control_image: url, num_images: 2 }, { pollInterval: 0.1 });
  assert.equal(outputs.length, 2);
  output = outputs[0];
});
await check('outputs are downloaded without a key', async () => {
  isPng(Buffer.from(await (await fetch(output)).arrayBuffer()));
});
await check('SDK waits in sync mode', async () => {
  const { outputs } = await sdk.run(MODEL, { prompt: 'a pier', control_image: url }, { enableSyncMode: true });
  assert.equal(outputs.length, 1);
});
await check('SDK gets base64 when it asks for it', async () => {
  const input = { prompt: 'a boat', control_image: url, enable_base64_output: true };
  const { outputs } = await sdk.run(MODEL, input, { pollInterval: 0.1 });
  isPng(Buffer.from(outputs[0], 'base64'));
});
await check('SDK reports a refused request with its reason', async () => {
  await assert.rejects(sdk.run(MODEL, { prompt: 'x', control_image: url, num_images: 9 }), /num_images: 9 is outside 1 to 4/);
});
await check('SDK reports a failed task with its reason', async () => {
  const { outputs, detail } = await sdk.runNoThrow(
    MODEL,
    { prompt: 'x', control_image: `${BASE}/files/uploads/${'0'.repeat(32)}/gone.png` },
    { pollInterval: 0.1 },
  );
  assert.equal(outputs, null);
  assert.match(String(detail.error), /could not be fetched/);
});
await check('CLI uploads', async () => {
  const answer = await cli('upload', map);
  assert.ok(answer.url.startsWith(`${BASE}/files/uploads/`));
});
await check('CLI runs the model and saves the pictures', async () => {
  const template = path.join(SCRATCH, 'out', '{index}.{ext}');
  const answer = await cli('run', MODEL, '-p', 'a lighthouse', '-i', `control_image=${url}`, '--download', template);
  assert.equal(answer.saved.length, 1);
  isPng(fs.readFileSync(answer.saved[0]));
});
await check('CLI runs the model in sync mode', async () => {
  const answer = await cli('run', MODEL, '-p', 'a lighthouse', '-i', `control_image=${url}`, '--sync');
  assert.equal(answer.outputs.length, 1);
});
let history = [];
await check('CLI lists the history with inputs, newest first', async () => {
  history = (await cli('history', '--status', 'completed')).items;
  assert.equal(history.length, 5);
  assert.equal(history[0].inputs.prompt, 'a lighthouse');
  assert.ok(history[0].created_at > history[4].created_at);
});
await check('CLI shows one prediction', async () => {
  const item = await cli('show', history[0].id);
  assert.equal(item.status, 'completed');
});
await check('CLI quotes the price of four pictures', async () => {
  assert.equal((await cli('price', MODEL, '-i', 'num_images=4')).unit_price, 0.12);
});
await check('CLI reads the balance', async () => {
  assert.equal((await cli('balance')).balance, 10000 - 0.18);
});
await check('CLI finds the model and its schema', async () => {
  const schema = await cli('schema', MODEL);
  assert.deepEqual(schema.required, ['prompt', 'control_image']);
  assert.equal(schema.properties.loras.maxItems, 3);
});
await check('a webhook verifies with the secret of the key', async () => {
  const target = http.createServer();
  target.listen(0, '127.0.0.1');
  await once(target, 'listening');
  const hook = encodeURIComponent(`http://127.0.0.1:${target.address().port}/cb`);
  const headers = { Authorization: `Bearer ${KEY}`, 'Content-Type': 'application/json' };
  const body = JSON.stringify({ prompt: 'a buoy', control_image: url });
  const called = once(target, 'request');
  const submitted = await (await fetch(`${BASE}/api/v3/${MODEL}?webhook=${hook}`, { method: 'POST', headers, body })).json();
  const [request, response] = await called;
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  response.end();
  target.close();
  const raw = Buffer.concat(chunks);
  const { secret } = (await (await fetch(`${BASE}/api/v3/webhook/secret`, { headers })).json()).data;
  const signed = `${request.headers['webhook-id']}.${request.headers['webhook-timestamp']}.`;
  const expected = crypto.createHmac('sha256', secret.slice('whsec_'.length)).update(signed).update(raw).digest('hex');
  assert.equal(request.headers['webhook-signature'], `v3,${expected}`);
  assert.equal(JSON.parse(raw).id, submitted.data.id);
});
await check('CLI deletes a record', async () => {
  await cli('delete', history[0].id, '--yes');
  await assert.rejects(cli('show', history[0].id));
});
await check('one POST a task, and no key at a file URL', async () => {
  const books = await (await fetch(`${BASE}/_embedded/books`)).json();
  assert.equal(books.posts, 8);
  assert.equal(books.accepted, 7);
  assert.equal(books.keys_at_files, 0);
});
process.exitCode = failed ? 1 : 0;
