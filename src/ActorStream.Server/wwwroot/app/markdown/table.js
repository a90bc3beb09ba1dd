// Pipe tables, wrapped so that a wide one scrolls by itself instead of widening the page.

import { inlineNodes } from './inline.js';

const MAX_COLUMNS = 40;

function cells(line) {
  const inner = line.trim().replace(/^\|/, '').replace(/(?<!\\)\|$/, '');
  const texts = inner.split(/(?<!\\)\|/).slice(0, MAX_COLUMNS);
  return texts.map((text) => text.trim().replaceAll('\\|', '|'));
}

function row(texts, tag, columns) {
  const tr = document.createElement('tr');
  for (let column = 0; column < columns; column++) {
    const cell = document.createElement(tag);
    if (tag === 'th') cell.scope = 'col';
    cell.append(...inlineNodes(texts[column] ?? ''));
    tr.append(cell);
  }
  return tr;
}

/** Header line, rule line, body lines. */
export function tableElement(lines) {
  const header = cells(lines[0]);
  const table = document.createElement('table');
  const head = table.createTHead();
  head.append(row(header, 'th', header.length));
  const body = table.createTBody();
  for (const line of lines.slice(2)) body.append(row(cells(line), 'td', header.length));

  const frame = document.createElement('div');
  frame.className = 'table-frame';
  frame.tabIndex = 0;
  frame.append(table);
  return frame;
}
