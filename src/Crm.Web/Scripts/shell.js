// Behaviour of the shell that needs no server: theme, menu, palette, keys, reconnect. Elements ask for it by data-… attributes.

const remember = (name, value) => {
  document.cookie = `${name}=${value};path=/;max-age=31536000;samesite=lax`;
  document.documentElement.dataset[name] = value;
};
const dialog = id => document.getElementById(id);
// How far in pixels a pointer may stray while it presses.
const STILL = 4;

// The sheet of keys names those that do something here.
function showKeys() {
  dialog('key-help')?.querySelectorAll('[data-when]').forEach(line => { line.hidden = !document.querySelector(line.dataset.when); });
  const single = dialog('key-help')?.querySelector('[data-single-keys]');
  if (single) single.checked = document.documentElement.dataset.keys !== 'off';
  dialog('key-help')?.showModal();
}

function openPalette() {
  const palette = dialog('palette');
  if (!palette || palette.open) return;
  document.querySelectorAll(':popover-open').forEach(p => p.hidePopover());
  palette.showModal();
  palette.dispatchEvent(new Event('palette-opens', { bubbles: true }));
  palette.querySelector('input').select();
  mark(palette, 0);
}

// Lists that the arrow keys walk: the palette and every searching box.
const options = root => [...root.querySelectorAll('[data-option]')].filter(o => !o.closest('[hidden]'));

function mark(root, index) {
  const all = options(root);
  all.forEach(o => { o.classList.remove('on'); o.setAttribute('aria-selected', 'false'); });
  const at = all[Math.max(0, Math.min(index, all.length - 1))];
  if (!at) return;
  at.classList.add('on');
  at.setAttribute('aria-selected', 'true');
  at.scrollIntoView({ block: 'nearest' });
}

// Whoever types and presses Enter means what was typed, not what the list showed a moment ago.
const isBehind = root => { const hits = root.querySelector('[data-for]'); return hits && hits.dataset.for !== root.querySelector('input').value; };

function walk(e, root) {
  if (e.key === 'Enter' && !e.isComposing && isBehind(root)) {
    e.preventDefault();
    root.dataset.wanted = 'yes';
    return;
  }
  if (e.key !== 'Enter') delete root.dataset.wanted;
  const all = options(root);
  if (!all.length) return;
  const at = all.findIndex(o => o.classList.contains('on'));
  if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
    e.preventDefault();
    mark(root, at + (e.key === 'ArrowDown' ? 1 : -1));
  } else if (e.key === 'Enter' && !e.isComposing && !e.ctrlKey && !e.metaKey && all.length) {
    e.preventDefault();
    (all[at] ?? all[0]).click();
  }
}

// Who speaks to the machine or shakes can do without keys that act at a touch: then no module hears them (WCAG 2.1.4).
document.addEventListener('keydown', e => {
  const single = e.key.length === 1 && e.key !== ' ' && !e.ctrlKey && !e.metaKey && !e.altKey;
  if (single && document.documentElement.dataset.keys === 'off' && !typing(e.target)) e.stopImmediatePropagation();
}, true);

document.addEventListener('change', e => {
  if (e.target.matches?.('[data-single-keys]')) remember('keys', e.target.checked ? 'on' : 'off');
});

document.addEventListener('keydown', e => {
  if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === 'k') {
    e.preventDefault();
    openPalette();
    return;
  }
  const combo = e.target.closest?.('[data-combo]');
  if (combo && typing(e.target)) { walk(e, combo); return; }
  if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing || typing(e.target) || document.querySelector('dialog[open]')) return;
  if (e.key === '?') { showKeys(); return; }
  // What lies on top answers first: the panel beside a list, then the page.
  const offers = root => [...(root?.querySelectorAll(`[data-key="${CSS.escape(e.key.toLowerCase())}"]`) ?? [])].find(x => x.offsetParent !== null && !x.disabled);
  const wanted = offers(document.querySelector('.side')) ?? offers(document);
  if (!wanted) return;
  e.preventDefault();
  if (wanted.matches('input,textarea')) { wanted.focus(); wanted.select(); } else wanted.click();
});

// What was pressed is what is clicked. A box that is left takes its message along or brings one, and the button that the pointer went
// down on may have moved before it comes up: the browser would click on whatever holds both, and the press would be lost.
let press = null;
document.addEventListener('pointerdown', e => {
  const button = e.isPrimary && e.button === 0 && e.target.closest?.('button,summary,a[href]');
  press = button ? { button, x: e.clientX, y: e.clientY } : null;
}, true);
document.addEventListener('click', e => {
  const was = e.detail ? press : null;
  press = null;
  const stayed = was && Math.hypot(e.clientX - was.x, e.clientY - was.y) <= STILL;
  if (!stayed || !was.button.isConnected || was.button.contains(e.target)) return;
  e.preventDefault();
  e.stopImmediatePropagation();
  const { ctrlKey, metaKey, shiftKey, altKey } = e;
  was.button.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, composed: true, ctrlKey, metaKey, shiftKey, altKey }));
}, true);

document.addEventListener('click', e => {
  const hit = name => e.target.closest?.(`[data-${name}]`);
  const theme = hit('set-theme');
  if (theme) remember('theme', theme.dataset.setTheme);
  else if (hit('fold')) remember('rail', document.documentElement.dataset.rail === 'narrow' ? 'wide' : 'narrow');
  else if (hit('palette')) openPalette();
  else if (hit('help')) { dialog('me-menu')?.hidePopover(); showKeys(); }
  else if (hit('drawer')) document.documentElement.toggleAttribute('data-drawer');
  else if (hit('reload')) { e.preventDefault(); location.reload(); }
  else if (e.target.matches?.('dialog')) e.target.close();
  if (e.target.closest?.('a[href]')) {
    dialog('palette')?.close();
    document.querySelectorAll(':popover-open').forEach(p => p.hidePopover());
  }
  if (!hit('drawer') && !e.target.closest?.('.rail .find, .rail .me, .me-menu') && !e.target.matches?.('.rail'))
    document.documentElement.removeAttribute('data-drawer');
});

// New hits arrive from the server: the mark returns to the first.
new MutationObserver(changes => {
  const roots = new Set(changes.map(c => c.target.closest?.('[data-combo]')).filter(Boolean));
  roots.forEach(root => {
    if (!root.querySelector('[data-option].on')) mark(root, 0);
    if (root.dataset.wanted && !isBehind(root)) {
      delete root.dataset.wanted;
      mark(root, 0);
      root.querySelector('[data-option].on')?.click();
    }
  });
}).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-for'] });
