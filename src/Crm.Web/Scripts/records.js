// Behaviour of lists and forms that needs no round trip; elements ask for it by data-… attributes.

const busy = target => target.closest?.('a,button,input,select,textarea,label,[popover]');

// On a phone a row is a card: a tap anywhere on it opens it, or selects it while selecting. In a table a click marks the cell (grid.js).
const cardAt = e => matchMedia('(max-width:767px)').matches && e.target.closest?.('[data-rows] tbody tr');
document.addEventListener('click', e => {
  const row = document.querySelector('[data-picking][aria-pressed=true]') && !e.target.matches?.('.pick input') && cardAt(e);
  if (!row) return;
  e.preventDefault();
  e.stopPropagation();
  row.querySelector('.pick input').click();
}, true);
document.addEventListener('click', e => {
  const pick = e.target.closest?.('[data-picking]');
  if (pick) pick.setAttribute('aria-pressed', pick.getAttribute('aria-pressed') !== 'true');
  const row = !busy(e.target) && !getSelection()?.toString() && cardAt(e);
  if (row) row.querySelector('[data-open]')?.click();
});

document.addEventListener('keydown', e => {
  if (e.ctrlKey || e.metaKey || e.altKey || document.querySelector('dialog[open]')) return;
  if (e.target.closest?.('input:not([type=checkbox]),select,textarea,[contenteditable="true"]')) return;
  const rows = [...document.querySelectorAll('[data-rows] tbody tr[data-row]')];
  // Beside an open record the same keys lead through the records.
  if (!rows.length || document.querySelector('.side')) return;
  const at = rows.findIndex(r => r.contains(document.activeElement));
  const key = e.key.toLowerCase();
  if (key === 'j' || key === 'k') {
    const next = rows[Math.max(0, Math.min(rows.length - 1, at + (key === 'j' ? 1 : -1)))];
    next.querySelector('[data-open]')?.focus();
    next.scrollIntoView({ block: 'nearest' });
    e.preventDefault();
  } else if (key === 'x' && at >= 0) {
    rows[at].querySelector('input[type=checkbox]')?.click();
    e.preventDefault();
  }
});

// "More" presses itself when it comes into sight.
const sight = new IntersectionObserver(seen => seen.filter(s => s.isIntersecting).forEach(s => {
  sight.unobserve(s.target);
  s.target.click();
}), { rootMargin: '600px' });

// Editing in place: the first input takes the focus, Escape leaves it, going elsewhere saves.
function beginEdit(form) {
  const input = form.querySelector('input:not([type=hidden]),select,textarea');
  input?.focus();
  if (input?.matches('input[type=text],input[type=email],input[type=tel],input[type=url]')) input.select();
  form.addEventListener('keydown', e => {
    if (e.key === 'Escape' && !e.isComposing) { e.preventDefault(); e.stopPropagation(); form.dataset.left = 'yes'; form.querySelector('[data-cancel]')?.click(); }
    if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) form.requestSubmit();
  });
  form.addEventListener('focusout', e => {
    if (!e.relatedTarget || !form.contains(e.relatedTarget))
      setTimeout(() => { if (form.isConnected && !form.dataset.left && !form.contains(document.activeElement)) form.requestSubmit(); }, 0);
  });
}

// A dialog that the server renders when it is wanted: Escape is its cancel.
function beginModal(dialog) {
  const before = document.activeElement;
  dialog.showModal();
  dialog.addEventListener('cancel', e => { e.preventDefault(); dialog.querySelector('[data-cancel]').click(); });
  dialog.addEventListener('click', e => { if (e.target.closest('button')) setTimeout(() => before?.isConnected && before.focus(), 0); });
}

const begin = root => {
  if (root.nodeType !== 1) return;
  const each = (what, start) => [...(root.matches(what) ? [root] : []), ...root.querySelectorAll(what)].forEach(start);
  each('[data-more]', x => sight.observe(x));
  each('form[data-inline]', beginEdit);
  each('dialog[data-modal]', beginModal);
};
new MutationObserver(changes => {
  changes.forEach(c => c.addedNodes.forEach(begin));
  // A menu whose form was done with has nothing left to show.
  changes.map(c => c.target).filter(t => t.matches?.('[popover]:popover-open') && !t.firstElementChild).forEach(t => t.hidePopover());
}).observe(document.body, { childList: true, subtree: true });
begin(document.body);

// A click on a value edits it; a click on a link inside follows the link.
document.addEventListener('click', e => {
  const cell = e.target.closest?.('[data-editable]');
  if (cell && !busy(e.target) && !getSelection()?.toString()) cell.querySelector('.pen')?.click();
});
document.addEventListener('keydown', e => {
  if (e.key === 'Enter' && (e.ctrlKey || e.metaKey) && e.target.matches?.('.composer textarea')) {
    e.target.dispatchEvent(new Event('change', { bubbles: true }));
    e.target.form.requestSubmit();
  }
});
