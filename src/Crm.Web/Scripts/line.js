// While the line to the server is down nothing is lost, and nothing pretends to have been done: what is typed is kept and told
// again when the line is back, and a button says that it cannot act yet. Blazor's script reports the line by a class on the status.
// What is typed before there is a line is kept in the same way.
// Other modules ask the server through crmLine.to, which ends when the line does, and hear "line-down" and "line-up" on the document.

const AGAIN = 5_000;
const MOST = 200;

const status = document.getElementById('components-reconnect-modal');
const is = name => status.classList.contains(`components-reconnect-${name}`);
const now = () => Date.now();
const isText = control => !control.matches('[type=checkbox],[type=radio],[type=file]');
// What a page does by itself, without the server.
const LOCAL = 'input,textarea,select,option,label,[contenteditable="true"],[data-set-theme],[data-fold],[data-help],[data-drawer],[data-reload],[data-date-open],[data-date-open] *,#date-picker *,dialog#key-help *';

let downSince = 0;
let telling = false;
let trying = false;
const said = new Map();

// Silence is noticed late (SignalR waits 30 s, a machine that slept far longer), so that all that was typed may be unheard.
function note(e) {
  const control = e.target;
  if (telling || !control.matches?.('input,textarea,select')) return;
  said.delete(control);
  said.set(control, now());
  if (said.size > MOST) said.delete(said.keys().next().value);
}
addEventListener('input', note, true);
addEventListener('change', note, true);

// The server takes what it hears as typed just now; where it had heard it before, nothing changes. A tick would turn back where it
// was heard, and is told only when it cannot have been.
function tellAgain() {
  telling = true;
  for (const [control, at] of said)
    if (control.isConnected && (isText(control) || at >= downSince))
      for (const name of isText(control) ? ['input', 'change'] : ['change']) control.dispatchEvent(new Event(name, { bubbles: true }));
  telling = false;
  said.clear();
}

function refuse(e) {
  e.preventDefault();
  e.stopImmediatePropagation();
  hold();
}
// Said anew each time, so that it is read aloud each time.
function hold() {
  status.removeAttribute('data-held');
  requestAnimationFrame(() => status.setAttribute('data-held', ''));
}

addEventListener('click', e => { if (downSince && !e.target.closest?.(LOCAL)) refuse(e); }, true);
addEventListener('submit', e => { if (downSince) refuse(e); }, true);
addEventListener('keydown', e => {
  if (downSince && e.key === 'Enter' && e.target.matches?.('input,textarea') && (e.ctrlKey || e.metaKey || !e.target.matches('textarea'))) refuse(e);
}, true);
// Typing meanwhile finds nobody in Blazor's script to hear of it; it is told again.
addEventListener('error', e => { if (downSince && e.message.includes('No interop methods')) e.preventDefault(); });
// A drop or another gesture of a script that found no line: its card is back where it was, and the status says why.
addEventListener('unhandledrejection', e => { if (downSince) { e.preventDefault(); hold(); } });

let lost = Promise.withResolvers();
/** What the server answers to a call; refused at once while the line is down, and when it falls before the answer. */
const ask = (call, { quiet = false } = {}) => {
  if (!downSince) return Promise.race([call(), lost.promise]);
  if (!quiet) hold();
  return lost.promise;
};
/** The way from an element's script to its component: (name, …words) => answer. What fails once the element has gone concerns nobody. */
const to = (element, component) => {
  const way = manner => (name, ...words) => ask(() => component.invokeMethodAsync(name, ...words), manner).catch(e => { if (element.isConnected) throw e; });
  return Object.assign(way({}), { quietly: way({ quiet: true }) });
};

// When its circuit begins, a page is rendered anew, with other elements: who had begun to type goes on where they were.
let early = document.activeElement?.matches('input,textarea') ? document.activeElement : null;
let begun = false;
addEventListener('focusin', e => { if (!begun && e.target.matches?.('input,textarea')) early = e.target; }, true);
const like = ({ id, name, tagName, ariaLabel }) =>
  id ? `#${CSS.escape(id)}` : name ? `${tagName}[name="${CSS.escape(name)}"]` : ariaLabel ? `${tagName}[aria-label="${CSS.escape(ariaLabel)}"]` : null;

function goOn(typed) {
  const where = like(typed);
  const same = where && document.querySelector(where);
  if (!same) return;
  // A form with a draft has had its values given back.
  if (same.value !== typed.value && isText(same) && !same.closest('form[data-draft]')) {
    same.value = typed.value;
    same.dispatchEvent(new Event('input', { bubbles: true }));
    // No change that the browser would tell of, if nothing more is typed. Told at once it would run into the next letters.
    const tell = e => {
      if (e.type === 'keydown' && e.key !== 'Enter') return;
      same.removeEventListener('keydown', tell);
      same.removeEventListener('blur', tell);
      same.dispatchEvent(new Event('change', { bubbles: true }));
    };
    same.addEventListener('keydown', tell);
    same.addEventListener('blur', tell);
  }
  same.focus();
}

// Where the focus was set last, by whatever hand.
let placed = '';
addEventListener('focusin', () => { placed = location.href; }, true);

/** Another page stands there: the focus goes to its title, but from nobody who types or has gone on from there already. */
function arrive() {
  begun = true;
  if (early && !early.isConnected && document.activeElement === document.body) goOn(early);
  early = null;
  const title = document.querySelector('h1');
  const goneOn = document.activeElement !== document.body && placed === location.href;
  if (!title || goneOn || typing(document.activeElement)) return;
  if (!title.hasAttribute('tabindex')) title.tabIndex = -1;
  title.focus();
}

globalThis.crmLine = { to, arrive, isDown: () => downSince > 0 };

// Typed into a form that keeps no draft: a fresh page would lose it, so that its writer decides.
const touched = new Set();
addEventListener('input', e => { if (e.target.closest?.('form:not([data-draft])')) touched.add(e.target); }, true);
const wouldLose = () => [...touched].some(control => control.isConnected && control.value && control.type !== 'search');

// A fresh page, as soon as there is somebody to give it.
async function begin() {
  if (wouldLose()) { status.setAttribute('data-unsaved', ''); return; }
  try {
    if ((await fetch('/health/live', { cache: 'no-store' })).ok) { location.reload(); return; }
  } catch { /* Still away: asked again below. */ }
  setTimeout(begin, AGAIN);
}

function fall() {
  downSince = now();
  lost.promise.catch(() => { });
  lost.reject(new Error('The line is down.'));
  document.dispatchEvent(new Event('line-down'));
}

function rise() {
  tellAgain();
  downSince = 0;
  lost = Promise.withResolvers();
  status.removeAttribute('data-held');
  document.dispatchEvent(new Event('line-up'));
}

new MutationObserver(() => {
  if (is('show') && !downSince) fall();
  else if (is('hide') && downSince) rise();
  else if (is('rejected') && !status.dataset.begun) { status.dataset.begun = 'yes'; begin(); }
}).observe(status, { attributes: true, attributeFilter: ['class'] });

Blazor.start({
  circuit: {
    reconnectionOptions: {
      // At once, soon, then every five seconds for as long as the page is open: whoever comes back after lunch finds it alive.
      maxRetries: Number.MAX_SAFE_INTEGER,
      retryIntervalMilliseconds: attempt => Math.min(attempt * 500, AGAIN),
      dialogId: status.id,
    },
  },
});
