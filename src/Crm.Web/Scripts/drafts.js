// What is typed outlives a closed tab, a dropped line and a server that was restarted: forms with data-draft="name" are kept in
// this browser until they are saved, given up, thirty days old, or until their writer signs out.

const DAYS = 30;
const shelved = shelf('draft');
const { keyOf, keep, drop } = shelved;
const named = form => [...form.querySelectorAll('[name]')];
const values = form => Object.fromEntries(named(form).map(i => [i.name, i.value]));
// What only goes along with other values (data-along) makes no draft by itself.
const makes = (form, now, ground) => named(form).some(i => !('along' in i.dataset) && (now[i.name] ?? '') !== (ground[i.name] ?? ''));

function read(key) {
  const kept = shelved.read(key);
  return kept && Date.now() - kept.at < DAYS * 86_400_000 ? kept : null;
}
shelved.keys().filter(key => !read(key)).forEach(drop);

function put(input, value) {
  if (value === undefined || input.value === value) return;
  input.value = value;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

// A form that begins: what it shows now is the ground, what was kept is laid over it.
const begun = new WeakMap();
const places = new WeakMap();
function begin(form) {
  if (begun.get(form) === form.dataset.draft) return;
  begun.set(form, form.dataset.draft);
  places.set(form, location.pathname);
  const key = keyOf(form.dataset.draft);
  const ground = values(form);
  const kept = read(key);
  const differs = kept && Object.entries(kept.values).some(([name, value]) => (ground[name] ?? '') !== value);
  let waiting = differs ? { ...kept.values } : {};
  // A choice restored first may bring inputs that the draft knows too.
  const restore = () => named(form).forEach(input => {
    if (!(input.name in waiting)) return;
    const value = waiting[input.name];
    delete waiting[input.name];
    put(input, value);
  });
  restore();
  if (differs) announce(form, kept.at, () => {
    waiting = {};
    drop(key);
    const cancel = form.matches('[data-inline]') && form.querySelector('[data-cancel]');
    if (cancel) cancel.click(); else named(form).forEach(i => put(i, ground[i.name] ?? ''));
  });

  const note = e => {
    // What was sent is on its way: a form that is being taken away loses its focus and says "change" once more. Typing goes on.
    if (form.dataset.sent && !(e?.type === 'input' && e.isTrusted)) return;
    delete form.dataset.sent;
    const now = values(form);
    if (makes(form, now, ground)) keep(key, { at: Date.now(), values: now });
    else drop(key);
  };
  form.addEventListener('input', note);
  form.addEventListener('change', note);
  // Choices are made by the server's hand: their hidden inputs change without an event. So does a day that was typed as a word.
  new MutationObserver(changes => {
    restore();
    if (changes.some(c => c.type === 'attributes')) note();
  }).observe(form, { subtree: true, childList: true, attributes: true, attributeFilter: ['value', 'data-taken'] });
  form.addEventListener('submit', () => { form.dataset.sent = key; });
  form.addEventListener('click', e => { if (e.target.closest('[data-cancel]')) { drop(key); form.dataset.sent = key; } });
}

function announce(form, at, discard) {
  const line = form.querySelector('[data-draft-line]');
  if (!line) return;
  const day = new Date(at).toDateString() === new Date().toDateString() ? {} : { month: 'short', day: 'numeric' };
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = line.dataset.discard;
  button.addEventListener('click', () => { line.replaceChildren(); discard(); });
  const text = document.createElement('span');
  text.setAttribute('role', 'status');
  text.textContent = line.dataset.says.replace('{0}', new Date(at).toLocaleString(document.documentElement.lang, { ...day, hour: 'numeric', minute: '2-digit' }));
  line.replaceChildren(text, button);
}

// Only what the server took leaves no draft: it takes a form away when it has saved it, and says what is wrong when not.
const end = form => { if (form.dataset.sent && !form.querySelector('.error')) drop(form.dataset.sent); };
// Who leaves the very moment in which the server has led on to what was saved leaves the form behind, not its draft.
addEventListener('pagehide', () => document.querySelectorAll('form[data-sent]').forEach(form => { if (location.pathname !== places.get(form)) end(form); }));

// A field with a draft opens its editor again, which restores it; one at a time, as by hand.
const reopen = cell => {
  if (!document.querySelector('form[data-inline]') && read(keyOf(cell.dataset.drafts))) cell.querySelector('.pen')?.click();
};

const within = (node, what) => node.nodeType !== 1 ? [] : [...(node.matches(what) ? [node] : []), ...node.querySelectorAll(what)];
const look = node => {
  within(node, 'form[data-draft]').forEach(begin);
  within(node, '[data-drafts]').slice().some(c => read(keyOf(c.dataset.drafts)) && (reopen(c), true));
};
new MutationObserver(changes => {
  // What goes is seen to before what comes: a form that was sent leaves no draft for its successor.
  changes.forEach(c => c.removedNodes.forEach(n => within(n, 'form[data-draft]').forEach(end)));
  changes.forEach(c => c.addedNodes.forEach(look));
  changes.filter(c => c.type === 'attributes' && c.target.isConnected).forEach(c => look(c.target));
}).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-draft', 'data-drafts'] });
look(document.body);
