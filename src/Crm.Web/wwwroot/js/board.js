// Drag by mouse, touch and keyboard. All listeners sit on the board's root, so that cards may come and go under them.
// The server owns the cards: while a move is on its way, the card is hidden and a copy stands in the target's landing,
// an element that the server renders empty and never looks into.

const HOLD = 350;
const SLOP = 6;
const UNSTEADY = 12; // A finger that rests is never quite still.
const EDGE = 48;
const SLOW = 0.15, FAST = 0.6; // How the board rolls under a card held at its edge, in pixels a millisecond.

export function attach(root, page) {
    const scroller = root.querySelector('.board');
    const voice = root.querySelector('[aria-live]');
    const listening = new AbortController();
    const on = (target, name, handler, options) =>
        target.addEventListener(name, handler, { signal: listening.signal, ...options });
    const call = crmLine.to(root, page);
    let press = null;
    let drag = null;
    let swallow = false;

    const zones = () => [...root.querySelectorAll('.zone[data-column]')];
    const slipOf = card => card.closest('.slip') ?? card;
    const columns = () => [...scroller.querySelectorAll('.col[data-column]')];
    const columnOf = element => element?.closest('.col[data-column]');
    const cardOf = element => element?.closest?.('.card[data-id]');
    const isFixed = card => card.hasAttribute('data-fixed');
    // A card that is not ours to move does not lift; whoever asks for it by a key hears why.
    const mayMove = card => !isFixed(card) || void call('SayFixed');
    const say = (name, ...words) =>
        voice.textContent = root.dataset[name].replace(/\{(\d)\}/g, (_, i) => words[i]);

    function begin(card, keyboard) {
        const from = columnOf(card);
        drag = { card, from, over: from, keyboard, title: card.querySelector('.t').textContent, slot: document.createElement('div') };
        drag.slot.className = 'slot';
        drag.slot.style.height = `${card.offsetHeight}px`;
        slipOf(card).classList.add('lifted');
        root.classList.add('dragging');
    }

    function lift(at) {
        const box = at.card.getBoundingClientRect();
        begin(at.card, false);
        drag.began = at.x;
        drag.shift = { x: at.x - box.left, y: at.y - box.top };
        drag.ghost = copyOf(at.card);
        drag.ghost.classList.add('drag');
        drag.ghost.style.width = `${box.width}px`;
        root.append(drag.ghost);
        if (at.touch) navigator.vibrate?.(10);
        carry(at.x, at.y);
    }

    function carry(x, y) {
        drag.at = { x, y };
        drag.ghost.style.left = `${x - drag.shift.x}px`;
        drag.ghost.style.top = `${y - drag.shift.y}px`;
        const box = scroller.getBoundingClientRect();
        const inside = Math.min(Math.max(x, box.left + 1), box.right - 1);
        const zone = zones().find(z => { const b = z.getBoundingClientRect(); return x >= b.left && x <= b.right && y >= b.top && y <= b.bottom; });
        if (zone) return over(zone);
        over(columns().find(c => { const b = c.getBoundingClientRect(); return inside >= b.left - 6 && inside <= b.right + 6; }) ?? drag.over);
        if (!drag.rolling && push()) roll(performance.now());
    }

    // How strongly the card is held against an edge, from -1 to 1. Where it was lifted counts for nothing: on a phone that may be the edge.
    function push() {
        const box = scroller.getBoundingClientRect();
        if (Math.abs(drag.at.x - drag.began) < UNSTEADY) return 0;
        const right = drag.at.x - (box.right - EDGE);
        const left = box.left + EDGE - drag.at.x;
        return right > 0 ? Math.min(right / EDGE, 1) : left > 0 ? -Math.min(left / EDGE, 1) : 0;
    }

    function roll(before) {
        if (!drag?.ghost) return;
        const way = push();
        drag.rolling = way !== 0;
        if (!way) return;
        requestAnimationFrame(now => {
            if (!drag?.ghost) return;
            scroller.scrollLeft += Math.sign(way) * (SLOW + (FAST - SLOW) * Math.abs(way)) * (now - before);
            carry(drag.at.x, drag.at.y);
            roll(now);
        });
    }

    function over(column) {
        if (column === drag.over) return;
        drag.slot.remove();
        drag.over.classList.remove('aimed');
        drag.over = column;
        column.classList.add('aimed');
        if (column !== drag.from) column.querySelector('.landing')?.prepend(drag.slot);
        if (drag.keyboard) {
            column.scrollIntoView({ block: 'nearest', inline: 'nearest' });
            say('sayOver', drag.title, column.dataset.name);
        }
    }

    function release() {
        drag.slot.remove();
        drag.ghost?.remove();
        drag.over?.classList.remove('aimed');
        slipOf(drag.card).classList.remove('lifted');
        root.classList.remove('dragging');
        drag = null;
    }

    function cancel() {
        if (drag.keyboard) say('sayCancelled', drag.title);
        release();
    }

    function drop() {
        const { card, from, over: to, keyboard, title } = drag;
        release();
        if (to && to.dataset.column !== from.dataset.column) return send(card, to, title, keyboard);
    }

    async function send(card, to, title, keyboard) {
        const id = card.dataset.id;
        const slip = slipOf(card);
        const copy = copyOf(card);
        const column = columns().find(c => c.dataset.column === to.dataset.column);
        column?.querySelector('.landing')?.prepend(copy);
        slip.style.display = 'none';
        let came = 'stays';
        try {
            came = await call('MoveAsync', id, to.dataset.column);
        } finally {
            copy.remove();
            slip.style.display = '';
        }
        if (came === 'asked') return ask(id);
        say(came === 'moved' ? 'sayMoved' : 'sayCancelled', title, to.dataset.name);
        if (keyboard) focus(id);
    }

    const focus = id => scroller.querySelector(`.card[data-id="${id}"]`)?.focus();

    // The questions of a column stand where the card was dropped; they take the focus, and whoever leaves them finds the card again.
    let asked = null;
    function ask(id) {
        const form = scroller.querySelector('[data-ask]');
        if (!form || form.contains(document.activeElement)) return;
        asked = id ?? scroller.querySelector('.slip.waits .card')?.dataset.id ?? null;
        form.scrollIntoView({ block: 'nearest', inline: 'nearest' });
        form.querySelector('input,select,textarea')?.focus();
    }

    // A move chosen in a card's sheet asks too, perhaps in a column beyond the edge; the closing sheet gives its focus back first.
    const comes = new MutationObserver(changes => {
        if (changes.some(c => [...c.addedNodes].some(n => n.nodeType === 1 && (n.matches('[data-ask]') || n.querySelector('[data-ask]')))))
            setTimeout(() => ask(), 60);
    });
    comes.observe(scroller, { childList: true, subtree: true });

    function step(card, way) {
        const all = columns();
        const to = all[all.indexOf(columnOf(card)) + way];
        if (to && mayMove(card)) send(card, to, card.querySelector('.t').textContent, true);
    }

    const foldKey = () => `board.folded.${root.dataset.foldKey}`;

    function copyOf(card) {
        const copy = card.cloneNode(true);
        copy.removeAttribute('data-id');
        copy.removeAttribute('href');
        copy.setAttribute('aria-hidden', 'true');
        copy.classList.remove('lifted', 'fresh');
        return copy;
    }

    function letGo() {
        clearTimeout(press?.timer);
        press = null;
    }

    on(root, 'pointerdown', e => {
        const card = cardOf(e.target);
        if (e.button !== 0 || drag || !card || isFixed(card)) return;
        const touch = e.pointerType === 'touch';
        press = { card, x: e.clientX, y: e.clientY, pointer: e.pointerId, touch };
        if (touch) press.timer = setTimeout(() => { if (press) { lift(press); letGo(); } }, HOLD);
    });
    on(window, 'pointermove', e => {
        if (drag?.ghost) return carry(e.clientX, e.clientY);
        if (!press || e.pointerId !== press.pointer || Math.hypot(e.clientX - press.x, e.clientY - press.y) < (press.touch ? UNSTEADY : SLOP)) return;
        // A finger that moves at once scrolls; one that rests takes the card.
        if (!press.touch) { lift(press); carry(e.clientX, e.clientY); }
        letGo();
    });
    on(window, 'pointerup', () => {
        letGo();
        if (!drag?.ghost) return;
        swallow = true;
        // The click of this very pointer comes within the same task; the next one is meant.
        setTimeout(() => swallow = false);
        drop();
    });
    on(window, 'pointercancel', () => {
        letGo();
        if (drag?.ghost) cancel();
    });
    on(root, 'touchmove', e => { if (drag) e.preventDefault(); }, { passive: false });
    on(root, 'dragstart', e => e.preventDefault());
    on(root, 'contextmenu', e => { if (drag || press?.touch) e.preventDefault(); });
    on(root, 'click', e => {
        if (!swallow || !e.isTrusted) return;
        e.preventDefault();
        e.stopPropagation();
    }, { capture: true });

    on(root, 'keydown', e => {
        if (e.key === 'Escape' && e.target.closest('[data-ask]')) {
            e.preventDefault();
            const back = asked;
            asked = null;
            call('LeaveQuestion').then(() => back && focus(back));
            return;
        }
        if (e.key === 'Escape' && e.target.closest('.quick')) return e.target.closest('.quick').querySelector('[data-cancel]').click();
        const card = cardOf(e.target);
        if (!card || e.ctrlKey || e.metaKey || e.altKey) return;
        const handled = drag?.keyboard ? holding(e.key) : walking(e.key, card);
        if (handled) e.preventDefault();
    });
    on(window, 'keydown', e => { if (e.key === 'Escape' && drag?.ghost) cancel(); });
    on(root, 'focusout', () => { if (drag?.keyboard) cancel(); });

    function holding(key) {
        const all = columns();
        const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
        if (step) over(all[Math.min(Math.max(all.indexOf(drag.over) + step, 0), all.length - 1)]);
        else if (key === 'Enter' || key === 'm' || key === 'M') drop();
        else if (key === 'Escape') cancel();
        else return key !== 'Tab';
        return true;
    }

    function walking(key, card) {
        if (key === '[' || key === ']') {
            step(card, key === '[' ? -1 : 1);
            return true;
        }
        // Space opens the card beside the board, as everywhere (record-page.js hears it).
        if (key === 'm' || key === 'M') {
            if (!mayMove(card)) return true;
            begin(card, true);
            say('sayHeld', drag.title, drag.from.dataset.name);
            return true;
        }
        const near = { ArrowUp: previous(card), ArrowDown: next(card), ArrowLeft: beside(card, -1), ArrowRight: beside(card, 1) };
        if (!(key in near)) return false;
        near[key]?.focus();
        return true;
    }

    const cardsOf = column => [...column.querySelectorAll('.card[data-id]')];
    const previous = card => { const all = cardsOf(columnOf(card)); return all[all.indexOf(card) - 1]; };
    const next = card => { const all = cardsOf(columnOf(card)); return all[all.indexOf(card) + 1]; };

    function beside(card, way) {
        const all = columns().filter(c => c === columnOf(card) || cardsOf(c).length > 0);
        const column = all[all.indexOf(columnOf(card)) + way];
        if (!column) return null;
        const cards = cardsOf(column);
        return cards[Math.min(cardsOf(columnOf(card)).indexOf(card), cards.length - 1)];
    }

    root.dataset.live = '';
    return {
        focus,
        folded() { try { return [JSON.parse(localStorage.getItem(foldKey())) ?? []].flat(); } catch { return []; } },
        fold(keys) { try { localStorage.setItem(foldKey(), JSON.stringify(keys)); } catch { /* Without storage it is folded until the page goes. */ } },
        detach() { if (drag) release(); letGo(); comes.disconnect(); listening.abort(); },
    };
}
