// "Delete this conversation?" A promise of the answer.

import { byId, setText } from './dom.js';

export function confirmDelete(title) {
  const dialog = byId('delete-dialog');
  setText(byId('delete-title'), title);
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((resolve) => {
    const closed = () => resolve(dialog.returnValue === 'delete');
    dialog.addEventListener('close', closed, { once: true });
  });
}
