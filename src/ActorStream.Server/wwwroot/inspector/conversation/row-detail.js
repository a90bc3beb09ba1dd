// Everything about one stored row: its columns, its payload laid out, or its bytes where it cannot
// be read.

import { copyText } from '/app/clipboard.js';
import { el } from '/app/dom.js';
import { button, Facts } from '../core/parts.js';
import { conversationHref } from '../core/routes.js';
import { visible, visibleNodes } from '../core/visible.js';
import { hexDump } from './hex.js';
import { damageText } from './row-view.js';

const MAX_SHOWN = 256 * 1024;

export function rowDetail(id, sequenceNr, row, erased) {
  const head = el('h2', {}, `Event ${sequenceNr.toLocaleString()}`);
  if (row === undefined) return [head, el('p', { class: 'quiet' }, 'Loading…')];
  if (row === null) {
    const text = erased
      ? 'The conversation was erased; this row is gone with it.'
      : 'The journal has no row of this number. Numbers have no gaps, so it was lost.';
    return [head, el('p', { class: erased ? 'quiet' : 'damage' }, text)];
  }
  const facts = new Facts();
  facts.set('Written', visible(row.createdAt));
  facts.set('Manifest', visible(row.manifest));
  facts.set('Bytes', row.bytes.toLocaleString());
  facts.set('Ordering', row.ordering.toLocaleString());
  facts.set('Writer', visible(row.writer ?? '–'));
  return [
    el('div', { class: 'panel-head' }, head, copyButton(row)),
    row.damage
      ? el('p', { class: 'damage', 'data-testid': 'damage' }, damageText(row.damage))
      : null,
    facts.element,
    ...contentOf(row),
    el(
      'p',
      {},
      el(
        'a',
        { href: conversationHref(id, 'replay', { at: sequenceNr }) },
        'The conversation as it stood here',
      ),
    ),
  ].filter(Boolean);
}

function contentOf(row) {
  const content = [];
  if (row.payload !== null && row.payload !== undefined) {
    content.push(
      el(
        'pre',
        { class: 'payload', tabindex: 0, 'aria-label': 'Payload', 'data-testid': 'payload' },
        ...pretty(row.payload),
      ),
    );
  }
  if (row.raw) {
    content.push(
      el('h3', {}, 'Bytes as they are stored'),
      el(
        'pre',
        { class: 'payload', tabindex: 0, 'aria-label': 'Stored bytes', 'data-testid': 'hex' },
        hexDump(row.raw),
      ),
    );
  }
  if (content.length === 0) content.push(el('p', { class: 'quiet' }, 'The payload was erased.'));
  return content;
}

/** JSON with its names told apart. Strings keep JSON's own escapes, so it can be copied. */
function pretty(payload) {
  const json = JSON.stringify(payload, null, 2);
  const shown = json.length > MAX_SHOWN ? json.slice(0, MAX_SHOWN) : json;
  const nodes = [];
  let from = 0;
  for (const match of shown.matchAll(/"(?:\\.|[^"\\])*"(?=:)/g)) {
    nodes.push(...visibleNodes(shown.slice(from, match.index), { lines: true }));
    nodes.push(el('span', { class: 'json-name' }, ...visibleNodes(match[0])));
    from = match.index + match[0].length;
  }
  nodes.push(...visibleNodes(shown.slice(from), { lines: true }));
  if (shown.length < json.length)
    nodes.push(`\n… ${(json.length - shown.length).toLocaleString()} more characters`);
  return nodes;
}

function copyButton(row) {
  const copy = button('Copy as JSON', async () => {
    const copied = await copyText(JSON.stringify(row, null, 2));
    copy.textContent = copied ? 'Copied' : 'Copying failed';
  });
  return copy;
}
