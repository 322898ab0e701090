// What several scripts of the shell share. The build joins them to one file, in which each of the others is a block of its own.

const typing = target => target?.closest?.('input,textarea,select,[contenteditable="true"],[role=textbox]');

// Things that this browser keeps for one member until they sign out. A store that is full or forbidden forgets them, no more.
function shelf(name) {
  const prefix = `${name}:`;
  const keys = () => Object.keys(localStorage).filter(key => key.startsWith(prefix));
  document.addEventListener('submit', e => {
    if (e.target.matches('form[action="/sign-out"]')) keys().forEach(key => localStorage.removeItem(key));
  });
  return {
    keys,
    keyOf: what => `${prefix}${document.querySelector('[data-who]')?.dataset.who ?? ''}:${what}`,
    read(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    keep(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch { } },
    drop(key) { localStorage.removeItem(key); },
  };
}
