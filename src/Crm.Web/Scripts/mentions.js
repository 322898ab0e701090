// @ in a text asks for a colleague: the script watches the word at the caret, the server finds people, shell.js walks the hits.

// A name may have two words; an address of mail is none.
const WORD = /(?:^|[^\w.])(@(?:[^\s@]{1,30}(?: [^\s@]{0,30})?)?)$/;
const taken = box => box.closest('form').querySelector('[name=mentioned]');

function ask(box, text) {
  const input = box.querySelector('[data-mention-ask]');
  // The hits go at once; the server's answer takes its time, and Enter must not take a hit that nobody sees.
  box.querySelector('.hits')?.toggleAttribute('hidden', !text);
  if (input.value === text) return;
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

document.addEventListener('input', e => {
  if (!e.target.matches?.('[data-mention] textarea') || e.isComposing) return;
  const word = WORD.exec(e.target.value.slice(0, e.target.selectionStart));
  const box = e.target.closest('[data-mention]');
  const known = word && taken(box).value.split('\n').some(line => line.split('|')[1] === word[1].slice(1).trim());
  ask(box, word && !known ? word[1] : '');
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
  const typed = area.value.slice(0, area.selectionStart);
  const word = WORD.exec(typed);
  if (!word) return;
  const before = `${typed.slice(0, typed.length - word[1].length)}@${hit.dataset.name} `;
  const after = area.value.slice(area.selectionStart);
  area.value = before + after;
  area.focus();
  area.setSelectionRange(before.length, before.length);
  const people = taken(box);
  const line = `${hit.dataset.mentionPick}|${hit.dataset.name}`;
  if (!people.value.split('\n').includes(line)) {
    people.value = [...people.value.split('\n').filter(Boolean), line].join('\n');
    people.dispatchEvent(new Event('change', { bubbles: true }));
  }
  area.dataset.taken = 'yes';
  area.dispatchEvent(new Event('input', { bubbles: true }));
  ask(box, '');
});
