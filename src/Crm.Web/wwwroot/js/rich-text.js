// The editor of formatted text: the browser's own editing, a few buttons, and what is typed told to the server, which cleans it.
// A hidden input holds the same text for the draft of its form, and brings back what a draft had kept.

const LATER = 250;
const MAX_BYTES = 28_000; // A longer message would cost the circuit; the server says what is too long.
const KEYS = { b: 'bold', i: 'italic', u: 'underline' };

export async function attach(root, html, owner) {
  const area = root.querySelector('[contenteditable]');
  const kept = root.querySelector('input[type=hidden]');
  const call = crmLine.to(root, owner).quietly;
  const listening = new AbortController();
  const link = root.querySelector('[data-link]');
  const address = link.querySelector('input');
  let told;
  let timer = null;
  let place = null;

  const written = () => area.textContent.trim() ? area.innerHTML : '';
  // It comes from the server, cleaned there; so does what a draft had kept.
  const show = clean => { area.innerHTML = clean; told = written(); };
  const fits = text => new Blob([text]).size <= MAX_BYTES;
  const restore = async () => {
    try { show(await call('PutAsync', kept.value) ?? html); } catch (lost) {
      if (!crmLine.isDown()) throw lost;
      document.addEventListener('line-up', restore, { once: true, signal: listening.signal });
    }
  };
  show(html);
  if (kept.value !== html) await restore();
  kept.addEventListener('change', () => { if (kept.value !== written()) restore(); });
  // What is typed before this moment would be lost.
  area.contentEditable = 'true';
  document.execCommand('defaultParagraphSeparator', false, 'p');

  const tell = async () => {
    clearTimeout(timer);
    // Left without saving, there is nobody to tell any more.
    if (!root.isConnected || root.closest('form')?.dataset.left) return;
    const now = written();
    if (now === told) return;
    told = now;
    try {
      if (fits(now)) await call('PutAsync', now);
      else await call('TooLongAsync', now.length);
    } catch (lost) {
      // Told again when the line is back.
      told = null;
      if (!crmLine.isDown()) throw lost;
    }
  };
  document.addEventListener('line-up', tell, { signal: listening.signal });
  const state = {
    bold: () => document.queryCommandState('bold'),
    italic: () => document.queryCommandState('italic'),
    insertUnorderedList: () => document.queryCommandState('insertUnorderedList'),
    insertOrderedList: () => document.queryCommandState('insertOrderedList'),
    heading: () => /^h[23]$/i.test(document.queryCommandValue('formatBlock')),
    link: () => !!within()?.closest('a'),
  };
  const within = () => { const node = getSelection().anchorNode; return node && area.contains(node) ? (node.nodeType === 1 ? node : node.parentElement) : null; };
  const press = () => root.querySelectorAll('[data-do]').forEach(b => b.setAttribute('aria-pressed', String(!!within() && state[b.dataset.do]())));
  const keep = () => { const now = written(); if (fits(now)) kept.value = now; };
  const mark = () => { const now = getSelection(); place = now.rangeCount && area.contains(now.anchorNode) ? now.getRangeAt(0).cloneRange() : null; };
  const back = () => { area.focus(); if (place) { getSelection().removeAllRanges(); getSelection().addRange(place); } };
  const closeLink = () => { link.hidden = true; back(); };
  const openLink = () => {
    mark();
    address.value = within()?.closest('a')?.getAttribute('href') ?? '';
    link.hidden = false;
    address.focus();
    address.select();
  };
  const takeLink = () => {
    let href = address.value.trim();
    if (href && !/^(https?:|mailto:)/i.test(href)) href = /^[^\s@/]+@[^\s@/]+$/.test(href) ? `mailto:${href}` : `https://${href.replace(/^[a-z]+:\/*/i, '')}`;
    closeLink();
    if (!href) document.execCommand('unlink');
    else if (getSelection().isCollapsed && !within()?.closest('a')) {
      const made = Object.assign(document.createElement('a'), { href, textContent: address.value.trim() });
      document.execCommand('insertHTML', false, made.outerHTML);
    } else document.execCommand('createLink', false, href);
    tell();
  };
  const act = what => {
    area.focus();
    if (what === 'link') return openLink();
    if (what === 'heading') document.execCommand('formatBlock', false, state.heading() ? 'p' : 'h2');
    else document.execCommand(what);
    press();
    tell();
  };

  // All listeners hang on what is here and go with it.
  area.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(tell, LATER); keep(); press(); });
  area.addEventListener('keyup', press);
  area.addEventListener('mouseup', press);
  area.addEventListener('paste', e => {
    e.preventDefault();
    document.execCommand('insertText', false, e.clipboardData?.getData('text/plain') ?? '');
  });
  area.addEventListener('drop', e => e.preventDefault());
  area.addEventListener('keydown', e => {
    if (!(e.ctrlKey || e.metaKey) || e.altKey) return;
    const key = e.key.toLowerCase();
    if (e.key === 'Enter') tell();
    else if (KEYS[key]) { e.preventDefault(); act(KEYS[key]); }
    else if (key === 'k') { e.preventDefault(); e.stopPropagation(); openLink(); }
    else if (e.shiftKey && e.code === 'Digit8') { e.preventDefault(); act('insertUnorderedList'); }
    else if (e.shiftKey && e.code === 'Digit7') { e.preventDefault(); act('insertOrderedList'); }
  });
  root.addEventListener('focusout', e => { if (!root.contains(e.relatedTarget)) tell(); });
  root.querySelectorAll('[data-do]').forEach(b => {
    // The selection in the text stays where it is.
    b.addEventListener('mousedown', e => e.preventDefault());
    b.addEventListener('click', () => act(b.dataset.do));
  });
  address.addEventListener('keydown', e => {
    if (e.key === 'Enter') { e.preventDefault(); e.stopPropagation(); takeLink(); }
    if (e.key === 'Escape') { e.preventDefault(); e.stopPropagation(); closeLink(); }
  });
  link.querySelector('button').addEventListener('click', takeLink);
  if (root.closest('form[data-inline]')) {
    area.focus();
    getSelection().selectAllChildren(area);
    getSelection().collapseToEnd();
  }
  return { detach() { clearTimeout(timer); timer = null; listening.abort(); } };
}
