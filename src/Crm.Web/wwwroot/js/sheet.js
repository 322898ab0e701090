// A dialog that the server opens by rendering it: modal, and the focus goes back to where it came from.

// The first field, else what can be ticked, else the least dangerous button; never the cross. Under a finger it is the heading,
// for a field would raise the keyboard over the dialog.
function begin(dialog) {
  const among = selector => [...dialog.querySelectorAll(selector)].find(x => !x.disabled && x.checkVisibility() && !x.closest('header'));
  const heading = dialog.querySelector('h2');
  return (matchMedia('(pointer: coarse)').matches ? heading : null)
    ?? among('input:not([type=checkbox],[type=radio],[type=hidden]),select,textarea,[contenteditable=true]')
    ?? among('input')
    ?? among('footer .btn:not(.danger)')
    ?? among('.btn:not(.danger)')
    ?? heading;
}

export function attach(dialog) {
  const opener = document.activeElement;
  document.querySelectorAll(':popover-open').forEach(p => p.hidePopover());
  dialog.showModal();
  if (!dialog.querySelector('[autofocus]')) begin(dialog)?.focus();
  return {
    detach() {
      if (dialog.open) dialog.close();
      if (opener?.isConnected) opener.focus();
    },
  };
}
