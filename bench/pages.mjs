// Times what a person sees: from the request to the first paint of data, and from a click to the repaint, in a real Chromium.
//   node pages.mjs BASE ours|template [ONE_WAY_DELAY_MS]      (run from bench/npm; CHROMIUM names the browser)
// Prints one line of JSON: for each act p50 and p95 in milliseconds, and the slowest. The browser is cold for each first paint; the
// server is warm: the first times of each act are not counted.
import net from 'node:net';
import { createRequire } from 'node:module';

const { chromium } = createRequire(process.cwd() + '/')('playwright-core');
const [base, what, delay = '0'] = process.argv.slice(2);
const UNCOUNTED = 5, COLD = 10 + UNCOUNTED, WARM = 20 + UNCOUNTED;
const target = new URL(base);

// The line: a relay on a port of its own that holds each piece back for a while, in both directions and in order.
function relay(ms) {
  return new Promise(ready => {
    const server = net.createServer(near => {
      const far = net.connect(+target.port, '127.0.0.1');
      for (const [from, to] of [[near, far], [far, near]]) {
        from.setNoDelay(true);
        from.on('data', piece => setTimeout(() => to.writable && to.write(piece), ms));
        from.on('end', () => setTimeout(() => to.end(), ms));
        from.on('error', () => to.destroy());
        from.on('close', () => setTimeout(() => to.destroy(), ms));
      }
    }).listen(0, '127.0.0.1', () => ready(server));
  });
}

const server = +delay > 0 ? await relay(+delay) : null;
const origin = server ? `http://${target.hostname}:${server.address().port}` : target.origin;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--host-resolver-rules=MAP *.localhost 127.0.0.1'],
});

const percentile = (values, p) => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * p))];
const results = {};
const keep = (name, ms) => (results[name] ??= []).push(ms);

// In the page: the first frame in which the data is there, on the page's own clock that began with the request.
const watchFirst = selector => {
  const look = () => document.querySelector(selector) ? requestAnimationFrame(() => { globalThis.__first = performance.now(); }) : requestAnimationFrame(look);
  requestAnimationFrame(look);
};
// In the page: acts, and answers with the time until the first frame after which the condition holds.
const timed = ([act, condition]) => new Promise((done, failed) => {
  const holds = new Function('return ' + condition), start = performance.now();
  const frame = () => holds() ? requestAnimationFrame(() => done(performance.now() - start))
    : performance.now() - start > 15_000 ? failed(new Error('never: ' + condition)) : requestAnimationFrame(frame);
  new Function(act)();
  frame();
});
const settle = page => page.waitForTimeout(400);

async function firstPaint(name, state, path, selector) {
  for (let i = 0; i < COLD; i++) {
    const context = await browser.newContext({ bypassCSP: true, storageState: state, viewport: { width: 1440, height: 860 } });
    const page = await context.newPage();
    await page.addInitScript(watchFirst, selector);
    // Nothing is asked of the page while it loads: the asking would take time from it.
    await page.goto(origin + path, { waitUntil: 'load' });
    await settle(page);
    await page.waitForFunction('globalThis.__first');
    keep(name, await page.evaluate('globalThis.__first'));
    await context.close();
  }
}

async function template() {
  await firstPaint('first paint', undefined, '/counter', 'p[role=status]');
  const page = await browser.newPage();
  await page.goto(origin + '/counter');
  const count = 'document.querySelector("p[role=status]").textContent';
  await page.waitForTimeout(1500 + 8 * +delay);
  for (let i = 0; i < WARM; i++) {
    const before = JSON.stringify(await page.evaluate(count));
    keep('click', await page.evaluate(timed, ['document.querySelector("button.btn").click()', `${count} !== ${before}`]));
    await settle(page);
  }
}

async function ours() {
  const context = await browser.newContext({ bypassCSP: true, viewport: { width: 1440, height: 860 } });
  const page = await context.newPage();
  await page.goto(origin + '/sign-in');
  await page.fill('input[type=email]', 'demo@acme-hardware.example');
  await page.fill('input[type=password]', 'demo company 2026');
  await page.keyboard.press('Enter');
  await page.waitForURL(url => !url.pathname.includes('sign-in'));
  const state = await context.storageState();
  await firstPaint('list: first paint', state, '/deals?sort=-amount', 'tbody tr[data-row]');
  await firstPaint('board: first paint', state, '/deals/board', '.card[data-id]');

  const rows = '[...document.querySelectorAll("tbody tr[data-row]")]', first = `${rows}[0]?.dataset.row`;
  const act = async (name, click, condition) => { keep(name, await page.evaluate(timed, [click, condition])); await settle(page); };
  const value = async expression => JSON.stringify(await page.evaluate(expression) ?? null);

  await page.goto(origin + '/deals?sort=-amount');
  await page.waitForSelector('.rail .n');
  await page.waitForTimeout(1000 + 8 * +delay);
  for (let i = 0; i < WARM; i++) {
    const before = await value(first);
    await act('list: sort', 'document.querySelector(`th[data-head=${"amount"}] button`).click()', `${first} && ${first} !== ${before}`);
  }
  // Filters: the words of the search box, each other words than before.
  for (let i = 0; i < WARM; i++) {
    const digits = String(1000 + i * 7);
    await act('list: search', `const box = document.querySelector('.seek input'); box.value = '${digits}'; box.dispatchEvent(new Event('change', { bubbles: true }))`,
      `(r => r.length > 0 && r.every(row => row.textContent.includes('${digits}')))(${rows})`);
  }
  await page.keyboard.press('Control+k');
  for (let i = 0; i < WARM; i++) {
    const words = `deal 00${1000 + i * 7}`;
    await act('palette: find', `const box = document.querySelector('#palette input'); box.value = '${words}'; box.dispatchEvent(new Event('input', { bubbles: true }))`,
      `document.querySelector('#palette-hits').dataset.for === '${words}'`);
  }
  await page.goto(origin + '/deals?sort=-amount');
  await page.waitForSelector('.rail .n');
  await page.waitForTimeout(1000 + 8 * +delay);
  for (let i = 0; i < WARM; i++) {
    const cell = `${rows}[${i}].querySelector('[data-cell=expectedCloseOn]')`;
    const day = `2031-0${1 + i % 9}-15`;
    await page.locator('tbody tr[data-row]').nth(i).locator('[data-cell=expectedCloseOn]').dblclick();
    await page.waitForFunction(`${cell}?.querySelector('input')`);
    await settle(page);
    await act('list: edit a cell', `const input = ${cell}.querySelector('input'); input.value = '${day}'; input.dispatchEvent(new Event('input', { bubbles: true })); input.dispatchEvent(new Event('change', { bubbles: true })); input.form.requestSubmit()`,
      `${cell} && !${cell}.querySelector('input') && ${cell}.textContent.includes('2031')`);
  }
  await page.goto(origin + '/deals/board');
  await page.waitForSelector('.board-page[data-live]');
  await page.waitForTimeout(1000 + 8 * +delay);
  for (let i = 0; i < WARM; i++) {
    const id = await page.evaluate('document.querySelector(".col .card[data-id]").dataset.id');
    const card = `document.querySelector('.card[data-id="${id}"]')`;
    await page.evaluate(`${card}.focus()`);
    // Painted: the card stands in the next column, as a copy before the answer or as itself after it.
    await act('board: move a card', `${card}.dispatchEvent(new KeyboardEvent('keydown', { key: ']', bubbles: true }))`,
      `(c => c && (c.offsetParent === null || c.closest('.col') !== document.querySelector('.col')))(${card})`);
    await page.waitForFunction(`${card} && ${card}.offsetParent !== null && ${card}.closest('.col') !== document.querySelector('.col')`);
    await settle(page);
  }
}

try {
  await (what === 'template' ? template() : ours());
} finally {
  await browser.close();
  server?.close();
}
console.log(JSON.stringify(Object.fromEntries(Object.entries(results).map(([name, all]) => [name, all.slice(UNCOUNTED)]).map(([name, ms]) =>
  [name, { p50: Math.round(percentile(ms, 0.5)), p95: Math.round(percentile(ms, 0.95)), max: Math.round(Math.max(...ms)), n: ms.length }]))));
process.exit(0);
