// The copy buttons of code blocks, all served by one listener: an answer may have hundreds.

import { copyText } from './clipboard.js';

const COPIED_MS = 1600;

export function startCopyCode(container) {
  container.addEventListener('click', async ({ target }) => {
    const button = target.closest('.copy-code');
    if (button === null) return;
    const code = button.closest('.code-frame').querySelector('code').textContent;
    button.textContent = (await copyText(code)) ? 'Copied' : 'Copying failed';
    setTimeout(() => {
      button.textContent = 'Copy code';
    }, COPIED_MS);
  });
}
