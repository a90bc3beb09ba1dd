// Files that the browser saves.

import { el } from '/app/dom.js';

export function saveFile(blob, name) {
  const address = URL.createObjectURL(blob);
  el('a', { href: address, download: name }).click();
  URL.revokeObjectURL(address);
}
