// Opens circuits of a Blazor Server app the way the browser's script does, holds them, and says what they cost.
//   node circuits.mjs URL COUNT SERVER_PID [COOKIE]      (run from bench/npm)
// Prints one line of JSON: KiB of private memory a circuit, time from the first request to the first painted batch.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import dns from 'node:dns';
import http from 'node:http';

// Names below localhost are this machine (RFC 6761); browsers know that, the resolver here may not.
const lookup = dns.lookup;
dns.lookup = (name, ...rest) => lookup(name.endsWith('.localhost') ? 'localhost' : name, ...rest);

const require = createRequire(process.cwd() + '/');
const { HubConnectionBuilder, HttpTransportType, LogLevel } = require('@microsoft/signalr');
const { MessagePackHubProtocol } = require('@microsoft/signalr-protocol-msgpack');

const [address, count, pid, cookie] = process.argv.slice(2);
const url = new URL(address);
const headers = cookie ? { cookie } : {};
const wait = ms => new Promise(done => setTimeout(done, ms));

function page() {
  return new Promise((resolve, reject) => http.get(url, { headers, agent: false }, answer => {
    let text = '';
    answer.setEncoding('utf8').on('data', part => text += part).on('end', () =>
      answer.statusCode === 200 ? resolve(text) : reject(new Error(`status ${answer.statusCode}`)));
  }).on('error', reject));
}

async function open() {
  const start = performance.now();
  const html = await page();
  const roots = [...html.matchAll(/<!--Blazor:(\{.*?\})-->/gs)].map(m => JSON.parse(m[1])).filter(m => m.type === 'server' && m.descriptor);
  const state = html.match(/<!--Blazor-Server-Component-State:(.*?)-->/s)?.[1] ?? '';
  const protocol = new MessagePackHubProtocol();
  Object.defineProperty(protocol, 'name', { value: 'blazorpack' });
  const connection = new HubConnectionBuilder()
    .withUrl(url.origin + '/_blazor', { headers, transport: HttpTransportType.WebSockets })
    .withHubProtocol(protocol).configureLogging(LogLevel.None).build();
  connection.serverTimeoutInMilliseconds = 180_000;
  let painted, bytes = 0, failed;
  const firstPaint = new Promise(done => painted = done);
  connection.on('JS.RenderBatch', (batch, data) => {
    bytes += data.byteLength;
    connection.send('OnRenderCompleted', batch, null).catch(() => {});
    painted();
  });
  // Modules that a page imports are answered as the browser would: with a reference, then with nothing.
  connection.on('JS.BeginInvokeJS', (call, name, args, resultType) => {
    if (!call) return;
    const result = resultType === 1 ? '{"__jsObjectId":1}' : 'null';
    connection.send('EndInvokeJSFromDotNet', call, true, `[${call},true,${result}]`).catch(() => {});
  });
  for (const name of ['JS.AttachComponent', 'JS.EndInvokeDotNet', 'JS.EndUpdateRootComponents', 'JS.ReceiveByteArray', 'JS.BeginTransmitStream'])
    connection.on(name, () => {});
  connection.on('JS.Error', error => { failed = error; painted(); });
  await connection.start();
  if (!await connection.invoke('StartCircuit', url.origin + '/', url.href, '[]', state)) throw new Error('no circuit');
  const operations = roots.map(({ prerenderId, ...marker }, i) => ({ type: 'add', ssrComponentId: i + 1, marker: { prerenderId, ...marker } }));
  await connection.send('UpdateRootComponents', JSON.stringify({ batchId: 1, operations }), state);
  await Promise.race([firstPaint, wait(20_000)]);
  if (failed) throw new Error(failed);
  return { connection, ms: performance.now() - start, bytes: () => bytes };
}

function privateKiB() {
  return +readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8').match(/^Anonymous:\s+(\d+)/m)[1];
}

const close = circuits => Promise.all(circuits.map(c => c.connection.stop()));
const percentile = (values, p) => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * p))];

const warm = [];
for (let i = 0; i < 20; i++) warm.push(await open());
await close(warm);
await wait(4000);

const before = privateKiB();
const circuits = [], failures = [];
for (let i = 0; i < +count; i += 5)
  for (const result of await Promise.allSettled(Array.from({ length: Math.min(5, +count - i) }, open)))
    result.status === 'fulfilled' ? circuits.push(result.value) : failures.push(String(result.reason));
await wait(5000);
const held = privateKiB();
console.log(JSON.stringify({
  circuits: circuits.length, failures: failures.length, failure: failures[0], kibPerCircuit: Math.round((held - before) / circuits.length),
  interactiveP50: Math.round(percentile(circuits.map(c => c.ms), 0.5)), interactiveP95: Math.round(percentile(circuits.map(c => c.ms), 0.95)),
  firstBatchKiB: Math.round(circuits[0]?.bytes() / 1024),
}));
await close(circuits);
process.exit(0);
