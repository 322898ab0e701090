// A dialog that the server opens by rendering it: modal, and the focus goes back to where it came from.
export function attach(dialog) {
  const opener = document.activeElement;
  document.querySelectorAll(':popover-open').forEach(p => p.hidePopover());
  dialog.showModal();
  return {
    detach() {
      if (dialog.open) dialog.close();
      if (opener?.isConnected) opener.focus();
    },
  };
}
