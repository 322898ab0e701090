// The editor of formatted text: the browser's own editing, a few buttons, and what is typed told to the server, which cleans it.

const LATER = 250;
const MAX_BYTES = 28_000; // A longer message would cost the circuit; the server says what is too long.
const KEYS = { b: 'bold', i: 'italic', u: 'underline' };

export function attach(root, html, owner) {
  const area = root.querySelector('[contenteditable]');
  const link = root.querySelector('[data-link]');
  const address = link.querySelector('input');
  let told;
  let timer = null;
  let place = null;

  // It comes from the server, cleaned there.
  area.innerHTML = html;
  told = area.textContent.trim() ? area.innerHTML : '';
  // What is typed before this moment would be lost.
  area.contentEditable = 'true';
  document.execCommand('defaultParagraphSeparator', false, 'p');

  const tell = () => {
    clearTimeout(timer);
    // Left without saving, there is nobody to tell any more.
    if (!root.isConnected || root.closest('form')?.dataset.left) return;
    const now = area.textContent.trim() ? area.innerHTML : '';
    if (now === told) return;
    told = now;
    if (new Blob([now]).size > MAX_BYTES) owner.invokeMethodAsync('TooLongAsync', now.length);
    else owner.invokeMethodAsync('PutAsync', now);
  };
  const state = {
    bold: () => document.queryCommandState('bold'),
    italic: () => document.queryCommandState('italic'),
    insertUnorderedList: () => document.queryCommandState('insertUnorderedList'),
    insertOrderedList: () => document.queryCommandState('insertOrderedList'),
    heading: () => /^h[23]$/i.test(document.queryCommandValue('formatBlock')),
    link: () => !!within()?.closest('a'),
  };
  const within = () => { const node = getSelection().anchorNode; return node && area.contains(node) ? (node.nodeType === 1 ? node : node.parentElement) : null; };
  const show = () => root.querySelectorAll('[data-do]').forEach(b => b.setAttribute('aria-pressed', String(!!within() && state[b.dataset.do]())));
  const keep = () => { const now = getSelection(); place = now.rangeCount && area.contains(now.anchorNode) ? now.getRangeAt(0).cloneRange() : null; };
  const back = () => { area.focus(); if (place) { getSelection().removeAllRanges(); getSelection().addRange(place); } };
  const closeLink = () => { link.hidden = true; back(); };
  const openLink = () => {
    keep();
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
    show();
    tell();
  };

  // All listeners hang on what is here and go with it.
  area.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(tell, LATER); show(); });
  area.addEventListener('keyup', show);
  area.addEventListener('mouseup', show);
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
  return { detach() { clearTimeout(timer); timer = null; } };
}
