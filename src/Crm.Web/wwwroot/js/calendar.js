// Drawing, moving and stretching by mouse, touch and keyboard. The server owns the entries: what is carried is a copy, and the circuit
// hears of it once, when it is put down. All listeners sit on the root, so that entries may come and go under them.

const HOLD = 350;
const SLOP = 5;
const STEP = 15;
const DAY = 24 * 60;

export function attach(root, page) {
    const call = crmLine.to(root, page);
    const voice = root.querySelector('[aria-live=assertive]');
    const listening = new AbortController();
    const on = (target, name, handler, options) => target.addEventListener(name, handler, { signal: listening.signal, ...options });
    const entryOf = element => element?.closest?.('[data-key]:not([data-key="c"])');
    const say = (name, ...words) => voice.textContent = root.dataset[name].replace(/\{(\d)\}/g, (_, i) => words[i]);
    const places = () => [...root.querySelectorAll('[data-day]')].filter(p => p.closest('.cal-time,.cal-month'));
    const titleOf = entry => entry.querySelector('b').textContent;
    const clock = minutes => new Date(2000, 0, 1, 0, minutes).toLocaleTimeString(document.documentElement.lang, { hour: 'numeric', minute: '2-digit' });
    let press = null;
    let drag = null;
    let swallow = false;

    if (root.dataset.chosen === 'false' && innerWidth < 768) call('Narrow');
    scrollToMorning();

    function scrollToMorning() {
        const scroll = root.querySelector('.cal-scroll');
        if (!scroll || scroll.dataset.seen) return;
        scroll.dataset.seen = '';
        const first = Math.min(...[...scroll.querySelectorAll('.ev')].map(e => +e.dataset.from), 8 * 60);
        scroll.scrollTop = (first - 30) / DAY * scroll.scrollHeight;
        // A week is wider than a phone: it begins with today.
        const today = scroll.querySelector('.cal-day.today');
        if (today) scroll.closest('.cal-time').scrollLeft = today.offsetLeft - scroll.querySelector('.cal-day').offsetLeft;
    }

    // Another view brings another grid, which begins with the night.
    const born = new MutationObserver(scrollToMorning);
    born.observe(root, { childList: true, subtree: true });

    const began = Date.now();
    const ticking = setInterval(() => {
        for (const line of root.querySelectorAll('.now'))
            line.style.top = `${Math.min((+line.dataset.minutes + (Date.now() - began) / 60000) / DAY, 1) * 100}%`;
    }, 30000);

    function placeAt(x, y) {
        return places().find(p => { const b = p.getBoundingClientRect(); return x >= b.left && x < b.right && y >= b.top && y < b.bottom && visible(p, y); });
    }

    function visible(place, y) {
        const scroll = place.closest('.cal-scroll');
        if (!scroll) return true;
        const box = scroll.getBoundingClientRect();
        return y >= box.top && y < box.bottom;
    }

    const minutesAt = (column, y) => { const b = column.getBoundingClientRect(); return (y - b.top) / b.height * DAY; };
    const snap = minutes => Math.round(minutes / STEP) * STEP;
    const clamp = (value, least, most) => Math.min(Math.max(value, least), most);

    function begin(kind, entry, place) {
        drag = { kind, entry, place, column: place.matches('[data-column]'), home: place };
        if (entry) {
            drag.from = entry.dataset.from === undefined ? null : +entry.dataset.from;
            drag.until = entry.dataset.until === undefined ? null : +entry.dataset.until;
            drag.length = drag.from === null ? 60 : Math.max(drag.until - drag.from, STEP);
            entry.classList.add('lifted');
        }
        drag.slot = document.createElement('div');
        drag.slot.className = `slot ${entry ? [...entry.classList].find(c => c.startsWith('hue-')) ?? '' : ''}`;
        drag.slot.innerHTML = '<b></b><span class="num"></span>';
        drag.slot.firstChild.textContent = entry ? titleOf(entry) : '';
        root.classList.add('dragging');
    }

    function show(place, from, until) {
        drag.place = place;
        drag.column = place.matches('[data-column]');
        [drag.now, drag.end] = [from, until];
        if (drag.slot.parentElement !== place) place.append(drag.slot);
        drag.slot.style.cssText = drag.column ? `top:${from / DAY * 100}%;height:${(until - from) / DAY * 100}%` : '';
        drag.slot.lastChild.textContent = drag.column ? `${clock(from)}–${clock(until)}` : '';
    }

    function carry(x, y) {
        if (drag.kind === 'draw' || drag.kind === 'stretch') {
            const at = clamp(snap(minutesAt(drag.home, y)), 0, DAY);
            const from = drag.kind === 'draw' ? Math.min(drag.anchor, at) : drag.from;
            const until = Math.max(drag.kind === 'draw' ? Math.max(drag.anchor, at) : at, from + STEP);
            show(drag.home, from, until);
        } else {
            const place = placeAt(x, y) ?? drag.place;
            if (!place.matches('[data-column]')) return show(place, null, null);
            const from = clamp(snap(minutesAt(place, y) - drag.grab), 0, DAY - STEP);
            show(place, from, Math.min(from + drag.length, DAY));
        }
        roll(y);
    }

    function roll(y) {
        const scroll = root.querySelector('.cal-scroll');
        if (!scroll) return;
        const box = scroll.getBoundingClientRect();
        if (y > box.bottom - 30) scroll.scrollTop += 8;
        else if (y < box.top + 30 && y > box.top) scroll.scrollTop -= 8;
    }

    function start(at) {
        if (at.entry) {
            begin(at.grip ? 'stretch' : 'move', at.entry, at.place);
            drag.grab = drag.from === null ? 15 : minutesAt(at.place.matches('[data-column]') ? at.place : at.entry, at.y) - drag.from;
            if (at.touch) navigator.vibrate?.(10);
        } else {
            begin('draw', null, at.place);
            drag.anchor = clamp(Math.floor(minutesAt(at.place, at.y) / STEP) * STEP, 0, DAY - STEP);
        }
        carry(at.x, at.y);
    }

    function release() {
        drag.slot.remove();
        drag.entry?.classList.remove('lifted');
        root.classList.remove('dragging');
        drag = null;
    }

    async function drop() {
        const done = drag;
        drag = null;
        root.classList.remove('dragging');
        const same = done.entry && done.place === done.home && done.now === done.from && done.end === done.until;
        const key = done.entry?.dataset.key;
        try {
            if (!same && done.now !== undefined) {
                // Without a column the day alone changes; from a column to the row above, the time goes.
                const whole = !done.column && done.from !== null && done.place.matches('.all');
                if (done.entry) await call('MoveAsync', key, done.place.dataset.day, done.column ? done.now : null, done.column ? done.end : whole ? 0 : null);
                else await call('Draw', done.place.dataset.day, done.now, done.end);
            }
        } finally {
            done.slot.remove();
            done.entry?.classList.remove('lifted');
        }
        if (done.keyboard) root.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
    }

    function open(entry) {
        if (entry.dataset.href) Blazor.navigateTo(entry.dataset.href);
        else call('Ask', entry.dataset.key);
    }

    function letGo() {
        if (press?.timer) clearTimeout(press.timer);
        press = null;
    }

    on(root, 'pointerdown', e => {
        if (e.button !== 0 || drag || e.target.closest('.tick,a,summary,.menu')) return;
        const entry = entryOf(e.target);
        const place = e.target.closest('.cal-time [data-day],.cal-month [data-day]');
        if (!place || (entry && entry.dataset.still !== undefined)) return;
        const touch = e.pointerType === 'touch';
        press = { entry, place, x: e.clientX, y: e.clientY, pointer: e.pointerId, touch, grip: e.target.closest('.grip') !== null };
        if (touch) press.timer = setTimeout(() => { if (press) { if (press.entry || press.place.matches('[data-column]')) start(press); letGo(); } }, HOLD);
    });
    on(window, 'pointermove', e => {
        if (drag && !drag.keyboard) return carry(e.clientX, e.clientY);
        if (!press || e.pointerId !== press.pointer || Math.hypot(e.clientX - press.x, e.clientY - press.y) < SLOP) return;
        // A finger that moves at once scrolls; one that rests takes hold.
        if (!press.touch && (press.entry || press.place.matches('[data-column]'))) { start(press); carry(e.clientX, e.clientY); }
        letGo();
    });
    on(window, 'pointerup', () => {
        letGo();
        if (!drag || drag.keyboard) return;
        swallow = true;
        // The click of this very pointer comes within the same task; the next one is meant.
        setTimeout(() => swallow = false);
        drop();
    });
    on(window, 'pointercancel', () => { letGo(); if (drag && !drag.keyboard) release(); });
    on(root, 'touchmove', e => { if (drag) e.preventDefault(); }, { passive: false });
    on(root, 'contextmenu', e => { if (drag || press?.touch) e.preventDefault(); });
    on(root, 'click', e => {
        if (swallow) { e.preventDefault(); e.stopPropagation(); return; }
        if (e.target.closest('a,button,summary,.menu')) return;
        const entry = entryOf(e.target);
        if (entry) return open(entry);
        const place = e.target.closest('.cal-time [data-day],.cal-month [data-day]');
        if (!place) return;
        if (!place.matches('[data-column]')) return call('Draw', place.dataset.day, null, null);
        const from = clamp(Math.floor(minutesAt(place, e.clientY) / 30) * 30, 0, DAY - 30);
        call('Draw', place.dataset.day, from, Math.min(from + 60, DAY));
    }, { capture: true });

    on(root, 'keydown', e => {
        const entry = entryOf(e.target);
        if (!entry || e.target !== entry || e.ctrlKey || e.metaKey || e.altKey) return;
        if (drag?.keyboard ? holding(e) : walking(e, entry)) { e.preventDefault(); e.stopPropagation(); }
    });
    on(window, 'keydown', e => { if (e.key === 'Escape' && drag && !drag.keyboard) release(); });
    on(root, 'focusout', () => { if (drag?.keyboard) release(); });

    function walking(e, entry) {
        if (e.key === 'Enter') { open(entry); return true; }
        if (e.key === ' ') {
            const place = entry.closest('[data-day]');
            if (entry.dataset.still !== undefined || !entry.closest('.cal-time,.cal-month')) return true;
            begin('move', entry, place);
            drag.keyboard = true;
            show(place, drag.from, drag.from === null ? null : drag.from + drag.length);
            drag.end = drag.until;
            say('sayHeld', titleOf(entry));
            return true;
        }
        const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[e.key];
        if (!step || e.shiftKey) return false;
        const all = [...root.querySelectorAll('[data-key][tabindex]')];
        all[all.indexOf(entry) + step]?.focus();
        return true;
    }

    function holding(e) {
        const alike = places().filter(p => p.matches('[data-column]') === drag.column);
        const at = alike.indexOf(drag.place);
        const move = { ArrowLeft: -1, ArrowRight: 1 }[e.key];
        const shift = { ArrowUp: -STEP, ArrowDown: STEP }[e.key];
        if (e.key === 'Escape') { say('sayCancelled', titleOf(drag.entry)); release(); return true; }
        if (e.key === ' ' || e.key === 'Enter') { drop(); return true; }
        if (e.key === 'Tab') return false;
        if (move) show(alike[clamp(at + move, 0, alike.length - 1)], drag.now, drag.end);
        else if (shift && !drag.column) show(alike[clamp(at + (shift > 0 ? 7 : -7), 0, alike.length - 1)] ?? drag.place, null, null);
        else if (shift && e.shiftKey) show(drag.place, drag.now, clamp(drag.end + shift, drag.now + STEP, DAY));
        else if (shift) {
            const from = clamp(drag.now + shift, 0, DAY - drag.length);
            show(drag.place, from, from + (drag.end - drag.now));
        } else return true;
        drag.place.scrollIntoView({ block: 'nearest', inline: 'nearest' });
        drag.slot.scrollIntoView({ block: 'nearest' });
        say('sayAt', titleOf(drag.entry), drag.place.dataset.name, drag.column ? `${clock(drag.now)}–${clock(drag.end)}` : '');
        return true;
    }

    root.dataset.live = '';
    return { detach() { if (drag) release(); letGo(); born.disconnect(); clearInterval(ticking); listening.abort(); } };
}
