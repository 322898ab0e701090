// A dialog that the server opens by rendering it: modal, and the focus goes back to where it came from.
const openers = new WeakMap();

export function show(dialog) {
  openers.set(dialog, document.activeElement);
  document.querySelectorAll(':popover-open').forEach(p => p.hidePopover());
  dialog.showModal();
}

export function leave(dialog) {
  const opener = openers.get(dialog);
  if (dialog.open) dialog.close();
  if (opener?.isConnected) opener.focus();
}
