// The table of a list: scrolling over rows that are not there yet, dragging columns, walking and editing cells, pasting.
// All listeners sit on the grid's root; the server renders the rows and hears only what was decided.

const EDGE = 6;
const SLOP = 6;
const MIN = 60;
const MAX = 800;

export function attach(root, page) {
    const listening = new AbortController();
    const on = (target, name, handler, options) => target.addEventListener(name, handler, { signal: listening.signal, ...options });
    const call = crmLine.to(root, page);

    // Scrolling: the rows in sight are told when they are no longer those that the server last heard of.
    let told = '';
    let waiting = 0;
    let asking = false;

    async function look() {
        waiting = 0;
        // One question at a time: a fast scroll would queue up one for each stretch that it only passed.
        if (asking || !root.isConnected) return;
        const body = root.querySelector('tbody.rows');
        if (!body || root.classList.contains('grouped') || !body.rows.length) return;
        const height = body.offsetHeight / body.rows.length;
        root.style.setProperty('--rowh', `${height}px`);
        const before = Number(root.dataset.before);
        const top = root.getBoundingClientRect().top - body.getBoundingClientRect().top;
        const first = Math.max(0, before + Math.floor(top / height));
        const last = first + Math.ceil(root.clientHeight / height);
        const now = `${Math.floor(first / 10)}:${root.dataset.before}:${body.rows.length}`;
        if (now === told) return;
        told = now;
        asking = true;
        try {
            await call.quietly('SeeAsync', first, last);
        } catch (lost) {
            // Asked again when the line is back.
            told = '';
            if (!crmLine.isDown()) throw lost;
        } finally { asking = false; }
        soon();
    }
    const soon = () => waiting ||= requestAnimationFrame(look);
    on(root, 'scroll', soon, { passive: true });
    on(document, 'line-up', soon);
    new ResizeObserver(soon).observe(root);
    const born = new MutationObserver(changes => {
        // The editor went with what had the focus: the cell takes it back.
        if (document.activeElement === document.body && last && changes.some(c => [...c.removedNodes].some(hasForm)))
            takeFocus(cellOf(last));
        soon();
    });
    born.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-before'] });
    const hasForm = node => node.nodeType === 1 && (node.matches('form[data-inline]') || node.querySelector('form[data-inline]'));

    // Columns: the edge of a head sizes, its middle moves; the address is written once, at the end.
    let drag = null;
    let swallow = false;
    const heads = () => [...root.querySelectorAll('th[data-head]')];
    const colOf = head => root.querySelector(`col[data-col="${head.dataset.head}"]`);

    function arrange(order = heads()) {
        call('ArrangeAsync', order.map(h => {
            const [width, pin] = [h.dataset.width ?? '', h.hasAttribute('data-pin')];
            return h.dataset.head + (width || pin ? `~${width}` : '') + (pin ? '~pin' : '');
        }).join(','));
    }

    function size(head, width) {
        head.dataset.width = Math.round(Math.max(MIN, Math.min(MAX, width)));
        colOf(head).style.width = `${head.dataset.width}px`;
    }

    on(root, 'pointerdown', e => {
        const head = e.target.closest?.('th[data-head]');
        if (!head || e.button !== 0 || e.pointerType === 'touch' && !e.target.closest('.edge')) return;
        const sizing = !!e.target.closest('.edge') || head.getBoundingClientRect().right - e.clientX < EDGE;
        drag = { head, sizing, x: e.clientX, width: head.offsetWidth, live: sizing };
        if (sizing) { e.preventDefault(); root.setPointerCapture(e.pointerId); }
    });
    on(root, 'pointermove', e => {
        if (!drag) return;
        if (drag.sizing) { size(drag.head, drag.width + e.clientX - drag.x); return; }
        if (!drag.live && Math.abs(e.clientX - drag.x) > SLOP) {
            drag.live = true;
            root.setPointerCapture(e.pointerId);
            drag.head.classList.add('lifted');
        }
        if (!drag.live) return;
        heads().forEach(h => h.classList.remove('into-left', 'into-right'));
        const over = heads().find(h => { const b = h.getBoundingClientRect(); return e.clientX >= b.left && e.clientX < b.right; });
        drag.over = over && over !== drag.head ? over : null;
        if (drag.over) {
            const box = drag.over.getBoundingClientRect();
            drag.after = e.clientX > box.left + box.width / 2 || drag.over.classList.contains('title');
            drag.over.classList.add(drag.after ? 'into-right' : 'into-left');
        }
    });
    function drop(e) {
        if (!drag) return;
        const { head, sizing, live, over, after } = drag;
        drag = null;
        head.classList.remove('lifted');
        heads().forEach(h => h.classList.remove('into-left', 'into-right'));
        if (!live) return;
        swallow = true;
        setTimeout(() => { swallow = false; }, 0);
        if (e.type === 'pointercancel') return;
        if (sizing) arrange();
        else if (over && !head.classList.contains('title')) {
            const order = heads().filter(h => h !== head);
            order.splice(order.indexOf(over) + (after ? 1 : 0), 0, head);
            arrange(order);
        }
    }
    on(root, 'pointerup', drop);
    on(root, 'pointercancel', drop);
    on(root, 'click', e => {
        if (swallow && e.target.closest?.('th[data-head]')) { e.preventDefault(); e.stopPropagation(); }
    }, { capture: true });

    // Cells: a click marks one, a double click or Enter edits it, arrows walk, Space opens the record beside the list
    // (record-page.js hears the click on its name).
    let last = null;
    const cells = row => [...row.querySelectorAll('[data-cell]')];
    const rowOf = cell => cell.closest('tr[data-row]');
    const cellOf = at => root.querySelector(`tr[data-row="${at.row}"] [data-cell="${at.field}"]`);
    const place = cell => ({ row: rowOf(cell).dataset.row, field: cell.dataset.cell });

    // The Tab key passes by all cells but the names; one may have the focus when it is its turn.
    function takeFocus(cell) {
        if (!cell) return;
        mayFocus(cell);
        cell.focus({ preventScroll: true });
    }
    const mayFocus = cell => { if (cell.tagName === 'TD') cell.tabIndex = -1; };
    function focus(cell) {
        if (!cell) return;
        last = place(cell);
        takeFocus(cell.querySelector('[data-open]') ?? cell);
        cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
    function beside(cell, down, right) {
        if (down) {
            const rows = [...root.querySelectorAll('tr[data-row]')];
            const row = rows[rows.indexOf(rowOf(cell)) + down];
            return row?.querySelector(`[data-cell="${cell.dataset.cell}"]`);
        }
        const all = cells(rowOf(cell));
        return all[all.indexOf(cell) + right];
    }
    const edit = cell => {
        // The server says why a record that is not ours to change is not; other cells that take no input say nothing.
        if (cell.hasAttribute('aria-readonly') && !rowOf(cell).hasAttribute('data-fixed')) return false;
        last = place(cell);
        call('Edit', last.row, last.field);
        return true;
    };

    on(root, 'mousedown', e => {
        const cell = e.target.closest?.('td[data-cell]');
        if (!cell || e.target.closest('a,button,input,select,textarea,form')) return;
        last = place(cell);
        mayFocus(cell);
    });
    on(root, 'dblclick', e => {
        const cell = e.target.closest?.('[data-cell]');
        if (cell && !e.target.closest('form,button') && edit(cell)) e.preventDefault();
    });
    on(root, 'keydown', e => {
        const head = e.target.closest?.('th[data-head]');
        if (head && e.altKey && (e.key === 'ArrowLeft' || e.key === 'ArrowRight')) {
            e.preventDefault();
            const by = e.key === 'ArrowRight' ? 1 : -1;
            if (e.shiftKey) { size(head, head.offsetWidth + by * 16); arrange(); return; }
            const order = heads();
            const to = order.indexOf(head) + by;
            if (head.classList.contains('title') || to < 1 || to >= order.length) return;
            order.splice(order.indexOf(head), 1);
            order.splice(to, 0, head);
            arrange(order);
            return;
        }
        const cell = e.target.closest?.('[data-cell]');
        if (!cell) return;
        const form = e.target.closest('form');
        if (form) {
            // In the editor Enter and Tab save by going elsewhere, which takes the focus out of the form.
            const combo = e.target.closest('[data-combo]');
            if (e.isComposing || (combo && e.key === 'Enter')) return;
            if (e.key === 'Enter' && !(e.target.matches('textarea') && !e.ctrlKey && !e.metaKey)) { e.preventDefault(); focus(beside(cell, e.shiftKey ? -1 : 1, 0) ?? cell); leave(form, cell); }
            // An editor of several inputs is walked through before it is left.
            const parts = [...form.querySelectorAll('[data-parts] :is(input,select,textarea,button,[contenteditable])')];
            if (e.key === 'Tab' && parts[parts.indexOf(e.target) + (e.shiftKey ? -1 : 1)] && parts.includes(e.target)) return;
            if (e.key === 'Tab') { e.preventDefault(); focus(beside(cell, 0, e.shiftKey ? -1 : 1) ?? cell); leave(form, cell); }
            return;
        }
        if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest('button,input,select,textarea')) return;
        const steps = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }[e.key];
        if (steps) { e.preventDefault(); focus(beside(cell, ...steps)); return; }
        if (e.key === ' ') { e.preventDefault(); rowOf(cell).querySelector('[data-open]').click(); }
        else if ((e.key === 'Enter' && !e.target.closest('a')) || e.key === 'F2') { if (edit(cell)) { e.preventDefault(); e.stopPropagation(); } }
    });
    // At the last row there is nowhere to go: the form is told itself.
    const leave = (form, cell) => { if (form.contains(document.activeElement) || cell.contains(document.activeElement)) { form.querySelector(':focus')?.blur(); form.requestSubmit(); } };

    // Said aloud, under the pointer, and by the field itself to whoever comes back to it.
    const unsent = document.getElementById('cell-unsent');
    function tellUnsent(cell, is) {
        const control = cell.querySelector('form :is(input,select,textarea)');
        cell.classList.toggle('unsent', is);
        cell.title = is ? unsent.dataset.unsent : '';
        unsent.textContent = cell.title;
        if (is) control?.setAttribute('aria-describedby', unsent.id); else control?.removeAttribute('aria-describedby');
    }

    // On a slow line the cell says that it is on its way before the server has heard of it; what it renders next replaces the form.
    on(root, 'submit', e => {
        const cell = e.target.closest('[data-cell]');
        if (cell?.classList.contains('unsent')) tellUnsent(cell, false);
        cell?.classList.add('sending');
    });
    // A line that breaks meanwhile leaves the form where it is, for Enter to send it again: whether the server heard of it shows
    // when the line is back, for then its answer replaces the form.
    on(document, 'line-down', () => root.querySelectorAll('.sending').forEach(cell => {
        cell.classList.remove('sending');
        tellUnsent(cell, true);
        if (!document.activeElement.closest('input,select,textarea,[contenteditable="true"]')) cell.querySelector('form :is(input,select,textarea)')?.focus();
    }));

    on(document, 'paste', e => {
        const cell = document.activeElement?.closest?.('[data-cell]');
        if (!cell || !root.contains(cell) || document.activeElement.closest('form,input') || !root.hasAttribute('data-may-edit')) return;
        const text = e.clipboardData?.getData('text/plain') ?? '';
        if (!text) return;
        e.preventDefault();
        last = place(cell);
        // As a stream: a message of the connection holds only a few hundred cells.
        call('PasteAsync', last.row, last.field, DotNet.createJSStreamReference(new TextEncoder().encode(text)));
    });
    on(document, 'copy', e => {
        const cell = document.activeElement?.closest?.('td[data-cell]');
        if (!cell || !root.contains(cell) || getSelection()?.toString()) return;
        e.clipboardData.setData('text/plain', cell.innerText.trim());
        e.preventDefault();
    });

    soon();
    return { detach() { listening.abort(); born.disconnect(); } };
}
