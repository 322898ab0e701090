// A box for a day, a moment or a time (data-date-field) is a text box whose text the server reads when it is committed. Under it
// opens one calendar for the whole page, which writes into the box as a person would. The focus stays in the box: nothing is saved
// by leaving it, and typing always goes on. Arrow keys walk in the calendar once it was asked for by the keyboard.

const picker = document.getElementById('date-picker-shape').content.firstElementChild.cloneNode(true);
const words = picker.dataset;
const [month, grid, times] = ['[data-month]', 'table', '[data-times]'].map(what => picker.querySelector(what));
const lang = document.documentElement.lang;
// Made when the first calendar opens: most pages open none.
const named = options => { let made; return day => (made ??= new Intl.DateTimeFormat(lang, { timeZone: 'UTC', calendar: 'gregory', ...options })).format(day); };
const [monthName, dayName, letter, weekday] = [{ year: 'numeric', month: 'long' }, { dateStyle: 'full' }, { weekday: 'narrow' }, { weekday: 'long' }].map(named);
const order = [...new Set(words.dayForm.match(/[yMd]/g))].join('');
const WEEK_START = Number(words.weekStart);
const HALF_HOURS = 48;
const MORNING = 18;
const GAP = 4;

// The field whose calendar is open, the day or the half hour that the keys stand on, and whether they walk.
let field = null;
let at = null;
let hour = 0;
let walking = false;
let writing = false;

const utc = (y, m, d) => new Date(Date.UTC(y, m, d));
const iso = day => day.toISOString().slice(0, 10);
const fromIso = text => { const [y, m, d] = text.split('-').map(Number); return utc(y, m - 1, d); };
const by = days => utc(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate() + days);
const kind = () => field.dataset.dateField;

function byMonths(count) {
  const last = utc(at.getUTCFullYear(), at.getUTCMonth() + count + 1, 0);
  return utc(last.getUTCFullYear(), last.getUTCMonth(), Math.min(at.getUTCDate(), last.getUTCDate()));
}

// The reader's day, which need not be this machine's.
function today() {
  const parts = { year: 'numeric', month: '2-digit', day: '2-digit' };
  try { return fromIso(new Intl.DateTimeFormat('en-CA', { ...parts, timeZone: field.dataset.zone }).format()); }
  catch { return fromIso(new Intl.DateTimeFormat('en-CA', parts).format()); }
}

const two = number => String(number).padStart(2, '0');
const writeDay = day => words.dayForm.replace(/y+|M+|d+/g, part => {
  const [y, m, d] = [day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate()];
  return { y: String(y).padStart(4, '0'), M: part.length > 1 ? two(m) : m, d: part.length > 1 ? two(d) : d }[part[0]];
});
const writeTime = half => words.timeForm.replace(/H+|h+|m+|t+/g, part => {
  const [h, m] = [half >> 1, half % 2 * 30];
  const shown = { H: h, h: h % 12 || 12, m }[part[0]];
  return part[0] === 't' ? (h < 12 ? words.am : words.pm) : part.length > 1 ? two(shown) : shown;
});

// What stands in the box, as far as it is a date in numbers; the rest of it is the time.
function read(text) {
  const found = /^\s*(\d+)\D+?(\d+)\D+?(\d+)[日号號]?[\s,T]*(.*)$/.exec(text.normalize('NFKC'));
  if (!found) return null;
  const form = found[1].length === 4 ? 'yMd' : order;
  const [y, m, d] = [...'yMd'].map(part => Number(found[form.indexOf(part) + 1]));
  const day = utc(y, m - 1, d);
  return y >= 1000 && day.getUTCMonth() === m - 1 && day.getUTCDate() === d ? { day, rest: found[4] } : null;
}

function cell(name, text, attributes) {
  const made = document.createElement(name);
  made.textContent = text;
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  return made;
}
const row = cells => { const made = document.createElement('tr'); made.append(...cells); return made; };

function drawMonth() {
  const first = utc(at.getUTCFullYear(), at.getUTCMonth(), 1);
  const begin = 1 - (first.getUTCDay() - WEEK_START + 7) % 7;
  const [now, chosen] = [iso(today()), read(field.value)?.day];
  const dayAt = i => utc(first.getUTCFullYear(), first.getUTCMonth(), begin + i);
  month.textContent = monthName(first);
  grid.tHead.replaceChildren(row([...Array(7).keys()].map(i => cell('th', letter(dayAt(i)), { scope: 'col', abbr: weekday(dayAt(i)) }))));
  grid.tBodies[0].replaceChildren(...[...Array(6).keys()].map(week => row([...Array(7).keys()].map(i => {
    const day = dayAt(week * 7 + i);
    const made = cell('td', day.getUTCDate(), { role: 'gridcell', id: `day-${iso(day)}`, 'data-day': iso(day), 'aria-label': dayName(day), 'aria-selected': chosen && iso(day) === iso(chosen) });
    if (iso(day) === now) made.setAttribute('aria-current', 'date');
    made.classList.toggle('other', day.getUTCMonth() !== first.getUTCMonth());
    made.classList.toggle('at', walking && iso(day) === iso(at));
    return made;
  }))));
}

// Which half hour a text is; -1 for none.
function halfOf(text) {
  return [...Array(HALF_HOURS).keys()].findIndex(half => writeTime(half) === text.trim());
}

function drawTimes() {
  const chosen = halfOf(kind() === 'time' ? field.value : read(field.value)?.rest ?? '');
  times.replaceChildren(...[...Array(HALF_HOURS).keys()].map(half => {
    const made = cell('li', writeTime(half), { role: 'option', id: `time-${half}`, 'data-time': half, 'aria-selected': half === chosen });
    made.classList.toggle('at', walking && kind() === 'time' && half === hour);
    return made;
  }));
  const sight = times.children[walking && kind() === 'time' ? hour : chosen < 0 ? MORNING : chosen];
  times.scrollTop = sight.offsetTop - times.clientHeight / 2 + sight.offsetHeight / 2;
}

function draw() {
  if (kind() !== 'time') drawMonth();
  if (kind() !== 'day') drawTimes();
  if (walking) field.setAttribute('aria-activedescendant', kind() === 'time' ? `time-${hour}` : `day-${iso(at)}`);
  else field.removeAttribute('aria-activedescendant');
}

// Below the box, above it where there is more room.
function place() {
  if (!field) return;
  const [over, own, view] = [field.parentElement.getBoundingClientRect(), picker.getBoundingClientRect(), window.visualViewport];
  const height = view?.height ?? innerHeight;
  const below = over.bottom + GAP + own.height <= height - GAP || over.top < height - over.bottom;
  const top = below ? over.bottom + GAP : over.top - GAP - own.height;
  picker.style.top = `${Math.max(GAP, Math.min(top, height - own.height - GAP))}px`;
  picker.style.left = `${Math.max(8, Math.min(over.left, document.documentElement.clientWidth - own.width - 8))}px`;
}

function show(input, walks) {
  close();
  if (input.disabled || input.readOnly) return;
  field = input;
  walking = walks;
  at = read(input.value)?.day ?? today();
  const half = halfOf(input.value);
  hour = half < 0 ? MORNING : half;
  picker.className = `datepick of-${kind()}`;
  // Within the dialog or the menu that the box is in: behind a dialog nothing answers, and a click outside a menu closes it.
  (input.closest('dialog[open],[popover]') ?? document.body).append(picker);
  picker.showPopover();
  input.setAttribute('aria-expanded', 'true');
  input.setAttribute('aria-controls', picker.id);
  draw();
  place();
  changes.observe(document.body, { childList: true, subtree: true });
}

function close() {
  if (!field) return;
  const was = field;
  field = null;
  changes.disconnect();
  was.setAttribute('aria-expanded', 'false');
  was.removeAttribute('aria-activedescendant');
  was.removeAttribute('aria-controls');
  picker.remove();
}
// A box that the server moves takes its calendar along; one that it takes away loses it.
const changes = new MutationObserver(() => { if (field?.isConnected) place(); else close(); });

function put(text) {
  writing = true;
  field.value = text;
  for (const name of ['input', 'change']) field.dispatchEvent(new Event(name, { bubbles: true }));
  writing = false;
  field.setSelectionRange(text.length, text.length);
}
function pickDay(day) {
  at = day;
  put(kind() === 'moment' ? `${writeDay(day)} ${read(field.value)?.rest || writeTime(MORNING)}` : writeDay(day));
}
function pickTime(half) {
  hour = half;
  put(kind() === 'moment' ? `${writeDay(read(field.value)?.day ?? at)} ${writeTime(half)}` : writeTime(half));
}

// What is picked rather than typed needs no Enter where a value is edited in its place.
function finish() {
  const form = field.closest('form[data-inline]');
  close();
  form?.requestSubmit();
}

const isBox = target => target.matches?.('[data-date-field]');

document.addEventListener('click', e => {
  const opener = e.target.closest?.('[data-date-open]');
  const box = opener?.parentElement.querySelector('[data-date-field]') ?? (isBox(e.target) ? e.target : null);
  if (box) {
    if (opener && field === box) { close(); return; }
    box.focus();
    if (field !== box) show(box, false);
    return;
  }
  if (!field || !picker.contains(e.target)) return;
  const hit = e.target.closest('[data-day],[data-time],[data-months],[data-today]');
  if (!hit) return;
  const { day, time, months } = hit.dataset;
  if (months) at = byMonths(Number(months));
  else if (time) pickTime(Number(time));
  else pickDay(day ? fromIso(day) : today());
  // A moment is whole when its time was chosen too.
  if (!months && (time || kind() !== 'moment')) finish(); else draw();
});
// The focus stays where the typing is.
document.addEventListener('mousedown', e => { if (e.target.closest?.('[data-date-open],#date-picker')) e.preventDefault(); });
document.addEventListener('focusout', e => { if (e.target === field) close(); });
document.addEventListener('input', e => {
  if (writing || e.target !== field) return;
  walking = false;
  at = read(field.value)?.day ?? at;
  draw();
});

const STEPS = {
  ArrowLeft: () => by(-1), ArrowRight: () => by(1), ArrowUp: () => by(-7), ArrowDown: () => by(7),
  PageUp: e => byMonths(e.shiftKey ? -12 : -1), PageDown: e => byMonths(e.shiftKey ? 12 : 1),
  Home: () => by(-((at.getUTCDay() - WEEK_START + 7) % 7)), End: () => by((6 + WEEK_START - at.getUTCDay()) % 7),
};
const HOURS = { ArrowUp: -1, ArrowDown: 1, PageUp: -8, PageDown: 8, Home: -HALF_HOURS, End: HALF_HOURS };

document.addEventListener('keydown', e => {
  if (!isBox(e.target) || e.isComposing) return;
  const take = () => { e.preventDefault(); e.stopPropagation(); };
  if (field !== e.target) {
    if (e.altKey && e.key === 'ArrowDown') { take(); show(e.target, true); }
    return;
  }
  if (e.key === 'Escape' || e.altKey && e.key === 'ArrowUp') { take(); close(); }
  else if (e.key === 'Enter' && walking) { take(); if (kind() === 'time') pickTime(hour); else pickDay(at); finish(); }
  else if (e.key === 'Enter' || e.key === 'Tab') close();
  else if (!e.ctrlKey && !e.metaKey && (kind() === 'time' ? HOURS : STEPS)[e.key] && (walking || /^Arrow(Up|Down)$/.test(e.key))) {
    take();
    // The first step shows where the keys stand.
    if (!walking) walking = true;
    else if (kind() === 'time') hour = Math.max(0, Math.min(HALF_HOURS - 1, hour + HOURS[e.key]));
    else at = STEPS[e.key](e);
    draw();
  }
}, true);

// Whoever hides all that floats hides this too.
picker.addEventListener('toggle', () => { if (!picker.matches(':popover-open')) close(); });
document.addEventListener('scroll', e => { if (!picker.contains(e.target)) place(); }, { capture: true, passive: true });
addEventListener('resize', place);
window.visualViewport?.addEventListener('resize', place);
