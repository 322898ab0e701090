// @ in a text asks for a colleague: the script watches the word at the caret, the server finds people, shell.js walks the hits.

const WORD = /(?:^|[^\w.])@([^\s@]{0,30})$/;

function ask(box, text) {
  const input = box.querySelector('[data-mention-ask]');
  if (input.value === text) return;
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

document.addEventListener('input', e => {
  if (!e.target.matches?.('[data-mention] textarea') || e.isComposing) return;
  const word = WORD.exec(e.target.value.slice(0, e.target.selectionStart));
  ask(e.target.closest('[data-mention]'), word ? `@${word[1]}` : '');
});
document.addEventListener('keydown', e => {
  const box = e.target.closest?.('[data-mention]');
  if (e.key === 'Escape' && box?.querySelector('[data-mention-pick]')) {
    e.preventDefault();
    e.stopPropagation();
    ask(box, '');
  }
}, true);
document.addEventListener('focusout', e => {
  const box = e.target.closest?.('[data-mention]');
  if (!box || box.contains(e.relatedTarget)) return;
  ask(box, '');
  // The server hears of a taken hit only now: its answer would overwrite what is typed meanwhile.
  if (e.target.dataset.taken && delete e.target.dataset.taken) e.target.dispatchEvent(new Event('change', { bubbles: true }));
});
// Taking a hit with the mouse leaves the focus where the words are.
document.addEventListener('mousedown', e => { if (e.target.closest?.('[data-mention-pick]')) e.preventDefault(); });

document.addEventListener('click', e => {
  const hit = e.target.closest?.('[data-mention-pick]');
  if (!hit) return;
  const box = hit.closest('[data-mention]');
  const area = box.querySelector('textarea');
  const before = area.value.slice(0, area.selectionStart).replace(/@[^\s@]{0,30}$/, `@${hit.dataset.name} `);
  const after = area.value.slice(area.selectionStart);
  area.value = before + after;
  area.focus();
  area.setSelectionRange(before.length, before.length);
  const people = box.closest('form').querySelector('[name=mentioned]');
  const line = `${hit.dataset.mentionPick}|${hit.dataset.name}`;
  if (!people.value.split('\n').includes(line)) {
    people.value = [...people.value.split('\n').filter(Boolean), line].join('\n');
    people.dispatchEvent(new Event('change', { bubbles: true }));
  }
  area.dataset.taken = 'yes';
  area.dispatchEvent(new Event('input', { bubbles: true }));
  ask(box, '');
});
