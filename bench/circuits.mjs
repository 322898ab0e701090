// Opens circuits of a Blazor Server app the way the browser's script does, holds them, and says what they cost.
//   node circuits.mjs URL COUNT SERVER_PID [COOKIE [OTHER_PATH]]      (run from bench/npm)
// Prints one line of JSON: KiB of private memory a circuit, time from the first request to the first painted batch, and, where
// OTHER_PATH is given, the time from a click on a link (to and fro, each circuit once in ten seconds) to the batch that paints it;
// at last what is still held a minute after all have left. LEAST_BYTES: a batch below it is a first sign of life, not the paint.
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

const [address, count, pid, cookie, otherPath] = process.argv.slice(2);
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
  let painted, bytes = 0, failed, least = 0;
  const nextPaint = () => new Promise(done => painted = done);
  const firstPaint = nextPaint();
  connection.on('JS.RenderBatch', (batch, data) => {
    bytes += data.byteLength;
    connection.send('OnRenderCompleted', batch, null).catch(() => {});
    if (data.byteLength >= least) painted();
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
  const circuit = await connection.invoke('StartCircuit', url.origin + '/', url.href, '[]', state);
  if (!circuit) throw new Error('no circuit');
  const operations = roots.map(({ prerenderId, ...marker }, i) => ({ type: 'add', ssrComponentId: i + 1, marker: { prerenderId, ...marker } }));
  await connection.send('UpdateRootComponents', JSON.stringify({ batchId: 1, operations }), state);
  await Promise.race([firstPaint, wait(20_000)]);
  if (failed) throw new Error(failed);
  const ms = performance.now() - start;
  let away = false;
  async function click() {
    away = !away;
    least = +(process.env.LEAST_BYTES ?? 0);
    const sent = performance.now(), paint = nextPaint();
    await connection.send('OnLocationChanged', away ? new URL(otherPath, url).href : url.href, null, true);
    await Promise.race([paint, wait(20_000)]);
    if (failed) throw new Error(failed);
    return performance.now() - sent;
  }
  // As a browser leaves: with a word, so that the circuit is not kept for its return.
  async function leave() {
    await new Promise((done, refused) => {
      const text = `circuitId=${encodeURIComponent(circuit)}`;
      http.request(url.origin + '/_blazor/disconnect', { method: 'POST', agent: false, headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded', 'content-length': text.length } },
        answer => { answer.resume(); answer.on('end', done); }).on('error', refused).end(text);
    });
    await connection.stop();
  }
  return { connection, ms, bytes: () => bytes, click, leave };
}

function privateKiB() {
  return +readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8').match(/^Anonymous:\s+(\d+)/m)[1];
}

const close = circuits => Promise.all(circuits.map(c => c.leave()));
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
const clicks = [];
if (otherPath) {
  const TURN = 10_000, TURNS = 3;
  await Promise.all(circuits.map(async (circuit, i) => {
    await wait(TURN * i / circuits.length);
    for (let turn = 0; turn < TURNS; turn++) {
      const ms = await circuit.click().catch(e => { failures.push(String(e)); return null; });
      // The first turn warms up what is only asked on a click.
      if (turn > 0 && ms !== null) clicks.push(ms);
      await wait(Math.max(0, TURN - (ms ?? 0)));
    }
  }));
}
await close(circuits);
await wait(60_000);
const left = privateKiB();
console.log(JSON.stringify({
  circuits: circuits.length, failures: failures.length, failure: failures[0], kibPerCircuit: Math.round((held - before) / circuits.length),
  interactiveP50: Math.round(percentile(circuits.map(c => c.ms), 0.5)), interactiveP95: Math.round(percentile(circuits.map(c => c.ms), 0.95)),
  firstBatchKiB: Math.round(circuits[0]?.bytes() / 1024),
  clicks: clicks.length, clickP50: Math.round(percentile(clicks, 0.5) ?? 0), clickP95: Math.round(percentile(clicks, 0.95) ?? 0),
  mibBefore: Math.round(before / 1024), mibHeld: Math.round(held / 1024), mibLeft: Math.round(left / 1024),
}));
process.exit(0);
