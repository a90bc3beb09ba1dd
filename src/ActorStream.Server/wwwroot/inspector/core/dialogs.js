// Questions before something is done. The safe answer has the focus and is what Escape means.

import { el } from '/app/dom.js';

let count = 0;

/**
 * Resolves with true if it was confirmed. `needs`: what must be typed first. `danger`: the
 * confirming button says so. Without `confirm` there is nothing to do but to close it.
 */
export function confirmAction({ title, body = [], confirm, needs = null, danger = false, testid }) {
  const heading = `dialog-title-${++count}`;
  const yes = el(
    'button',
    { value: 'yes', class: danger ? 'danger-button' : 'primary-button', 'data-testid': 'confirm' },
    confirm,
  );
  yes.hidden = confirm === null;
  const typed = needs === null ? null : typedField(needs, yes);
  const dialog = el(
    'dialog',
    { class: 'dialog', 'aria-labelledby': heading, 'data-testid': testid },
    el(
      'form',
      { method: 'dialog' },
      el('h2', { id: heading }, title),
      ...body,
      typed,
      el(
        'div',
        { class: 'dialog-buttons' },
        el('button', { value: 'no', class: 'plain-button', autofocus: typed === null },
          confirm === null ? 'Close' : 'Cancel',
        ),
        yes,
      ),
    ),
  );
  // Enter in the field must never mean the first button.
  dialog.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.target.localName !== 'input') return;
    event.preventDefault();
    if (!yes.disabled) dialog.close('yes');
  });
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
  });
}

function typedField(needs, yes) {
  const input = el('input', {
    class: 'input',
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    autofocus: true,
    'data-testid': 'typed',
  });
  yes.disabled = true;
  input.addEventListener('input', () => {
    yes.disabled = input.value !== needs;
  });
  return el(
    'label',
    { class: 'typed' },
    el('span', {}, 'Type ', el('code', {}, needs), ' to go on'),
    input,
  );
}
