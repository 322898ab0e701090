// The records that were looked at last, in this browser and by this member, stand first in the palette before anything is typed.

const { keyOf, read, keep } = shelf('seen');
const MOST = 30;
const SHOWN = 6;
const records = () => read(keyOf('records')) ?? [];

let last = '';
function note() {
  const seen = [...document.querySelectorAll('[data-seen]')].at(-1)?.dataset;
  const now = seen ? `${seen.seen} ${seen.title}` : '';
  if (now === last) return;
  last = now;
  if (!seen) return;
  keep(keyOf('records'), [{ href: seen.seen, title: seen.title, kind: seen.kind }, ...records().filter(r => r.href !== seen.seen)].slice(0, MOST));
}

const line = (icon, { href, title, kind }) => {
  const link = Object.assign(document.createElement('a'), { className: 'i', href, tabIndex: -1 });
  link.setAttribute('role', 'option');
  link.setAttribute('data-option', '');
  const mark = Object.assign(document.createElement('span'), { className: 'ico' });
  mark.append(icon.firstElementChild.cloneNode(true));
  link.append(mark, ...[['t', title], ['h', ''], ['mut', kind]].map(([className, textContent]) => Object.assign(document.createElement('span'), { className, textContent })));
  return link;
};

function show(place) {
  const here = document.querySelector('.side [data-seen]')?.dataset.seen ?? location.pathname;
  const lines = records().filter(r => r.href !== here).slice(0, SHOWN).map(r => line(place.parentElement.querySelector('[data-recent-icon]'), r));
  const title = Object.assign(document.createElement('div'), { className: 'g', textContent: place.dataset.title });
  title.setAttribute('role', 'presentation');
  place.replaceChildren(...(lines.length ? [title, ...lines] : []));
}

document.addEventListener('palette-opens', e => {
  const place = e.target.querySelector('[data-recent]');
  place.hidden = e.target.querySelector('input').value !== '';
  show(place);
});
document.addEventListener('input', e => {
  const place = e.target.closest?.('#palette')?.querySelector('[data-recent]');
  if (place) place.hidden = e.target.value !== '';
}, true);
new MutationObserver(note).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-seen', 'data-title'] });
note();
