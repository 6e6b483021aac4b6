// A dialog that the Back button closes, instead of leaving the page.

/** Opens it; calls `closed` once it is closed, in whatever way. */
export function openDialog(dialog, closed = () => {}) {
  history.pushState({ dialog: dialog.id }, "", location.href);
  const back = () => dialog.close();
  const shut = () => {
    removeEventListener("popstate", back);
    if (history.state?.dialog === dialog.id) history.back();
    closed();
  };
  addEventListener("popstate", back, { once: true });
  dialog.addEventListener("close", shut, { once: true });
  dialog.showModal();
}
