// The record page and the panel beside a list: opening, closing, focus, and keys that need no round trip.

const recordOf = a => /^\/([a-z][a-z0-9_-]*)\/([0-9a-f]{8}-[0-9a-f-]{27})$/.exec(a?.pathname ?? '');
const side = () => document.querySelector('.side');
const here = () => { const url = new URL(location.href); url.searchParams.delete('open'); return url; };
let opener = null;

function peek(link) {
  const [, type, id] = recordOf(link);
  const url = here();
  url.searchParams.set('open', `${type}/${id}`);
  opener = link;
  Blazor.navigateTo(url.pathname + url.search);
}

// A full page remembers the list it came from: it leads back, and on to the next record.
function whole(link) {
  const list = here();
  Blazor.navigateTo(`${link.pathname}?from=${encodeURIComponent(list.pathname + list.search)}`);
}

// A click opens beside the list, Enter opens the page (a click without a pointer), Space opens beside it too. Listening on the
// body comes before the router, which listens on the document.
document.body.addEventListener('click', e => {
  if (e.button || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey || e.defaultPrevented) return;
  const link = e.target.closest?.('a[data-open],a.card[data-id]');
  if (!link || !recordOf(link)) return;
  e.preventDefault();
  if (e.isTrusted && e.detail === 0) whole(link); else peek(link);
});
document.addEventListener('keydown', e => {
  if (e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented || document.querySelector('dialog[open]')) return;
  if (e.key === ' ' && e.target.matches?.('a[data-open],a.card[data-id]') && recordOf(e.target)) {
    e.preventDefault();
    peek(e.target);
  } else if (e.key === 'Escape' && side() && !document.querySelector(':popover-open:not(.hovercard)')) {
    const cross = side().querySelector('[data-close-side]');
    if (cross) cross.click();
    else Blazor.navigateTo(here().pathname + here().search);
  }
});

// The panel takes the focus when it opens and hands it back to the row of the record it showed last. Its title comes when the
// record was read; whoever went elsewhere meanwhile stays there.
let last = null;
let enteredFrom = null;
function followPanel() {
  const panel = side();
  const shown = panel?.dataset.side ?? null;
  // In another order the marked row shows another record.
  const marked = document.querySelector('tr[data-peeked][data-row]');
  if (shown !== last || marked && !shown?.endsWith(marked.dataset.row)) {
    const row = ref => ref && [...document.querySelectorAll(`main a[href="/${CSS.escape(ref).replace('\\/', '/')}"]`)].find(a => a.matches('[data-open],.card'));
    document.querySelectorAll('[data-peeked]').forEach(r => r.removeAttribute('data-peeked'));
    const at = row(shown);
    (at?.closest('tr,[role=row]') ?? at)?.setAttribute('data-peeked', '');
    if (shown !== last) at?.scrollIntoView({ block: 'nearest' });
    if (!last) enteredFrom = document.activeElement;
    if (!panel) (row(last) ?? (opener?.isConnected ? opener : null))?.focus();
    last = shown;
  }
  const title = enteredFrom && panel?.querySelector('.title');
  if (!title) return;
  if ([enteredFrom, document.body].includes(document.activeElement)) title.focus({ preventScroll: true });
  enteredFrom = null;
}

// Radio groups and tabs: arrows walk, Home and End jump; choosing stays a decision of its own (Enter, Space or click).
document.addEventListener('keydown', e => {
  const group = e.target.closest?.('[data-walk]');
  if (!group || e.ctrlKey || e.metaKey || e.altKey) return;
  const all = [...group.querySelectorAll('button:not(:disabled)')];
  const at = all.indexOf(e.target);
  const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[e.key];
  if (to === undefined || at < 0) return;
  e.preventDefault();
  all[(to + all.length) % all.length].focus();
});

// Small forms that open on demand: the first input takes the focus, Escape cancels.
function beginSmall(form) {
  form.querySelector('input:not([type=hidden]),textarea,select')?.focus();
  form.addEventListener('keydown', e => {
    if (e.key !== 'Escape' || e.defaultPrevented) return;
    e.preventDefault();
    form.querySelector('[data-cancel]')?.click();
  });
}

// Where a path is longer than the screen is wide, it shows the stage that counts.
function centre(path) {
  const here = path.querySelector('.on');
  if (here) path.scrollLeft += here.getBoundingClientRect().left - path.getBoundingClientRect().left - (path.clientWidth - here.offsetWidth) / 2;
}

new MutationObserver(changes => {
  followPanel();
  const added = changes.flatMap(c => [...c.addedNodes]).filter(n => n.nodeType === 1);
  const among = what => added.flatMap(n => [...(n.matches(what) ? [n] : []), ...n.querySelectorAll(what)]);
  among('[data-focus]').forEach(beginSmall);
  among('.path').forEach(centre);
}).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-side'] });
followPanel();
document.querySelectorAll('.path').forEach(centre);

// A card over a name, for a pointer or a focus that rests on it: fetched once it has rested, laid over the page, so that nothing moves.
const REST = 300;
const card = Object.assign(document.createElement('div'), { className: 'hovercard', popover: 'manual', id: 'hover-card' });
card.setAttribute('role', 'tooltip');
document.body.append(card);
let resting = null;
let over = null;

const named = target => {
  const link = target.closest?.('a[href]');
  return link && recordOf(link) && !link.closest('.hovercard,.rail,.palette') && !link.matches('[data-open],.card') ? link : null;
};
function rest(link) {
  if (over === link) return;
  hide();
  over = link;
  resting = setTimeout(() => show(link), REST);
}
async function show(link) {
  const [, type, id] = recordOf(link);
  let answer;
  try { answer = await fetch(`/cards/${type}/${id}`); } catch { return; }
  if (over !== link || !link.isConnected || !answer.ok) return;
  card.innerHTML = await answer.text();
  if (over !== link || !card.firstElementChild) return;
  card.showPopover();
  link.setAttribute('aria-describedby', card.id);
  const [at, own] = [link.getBoundingClientRect(), card.getBoundingClientRect()];
  const below = at.bottom + 6 + own.height < innerHeight;
  card.style.top = `${Math.max(8, below ? at.bottom + 6 : at.top - own.height - 6)}px`;
  card.style.left = `${Math.max(8, Math.min(at.left, innerWidth - own.width - 8))}px`;
}
function hide() {
  clearTimeout(resting);
  over?.removeAttribute('aria-describedby');
  over = null;
  if (card.matches(':popover-open')) card.hidePopover();
}
if (matchMedia('(hover: hover)').matches) {
  document.addEventListener('pointerover', e => {
    const link = named(e.target);
    if (link) rest(link);
    else if (over && !e.target.closest?.('.hovercard')) hide();
  });
}
document.addEventListener('focusin', e => { const link = e.target.matches?.(':focus-visible') && named(e.target); if (link) rest(link); else if (over) hide(); });
document.addEventListener('keydown', e => { if (e.key === 'Escape' && card.matches(':popover-open')) { e.preventDefault(); hide(); } }, true);
for (const gone of ['scroll', 'pointerdown']) document.addEventListener(gone, hide, true);
