// Inline markdown (code, bold, italic, strike-through, links) to DOM nodes. Text only ever becomes
// text nodes. The scan never goes back, and remembers which closing marks do not exist any more, so
// hostile input ("[[[[…", "****…") costs no more than honest input.

import { bareUrlAt, linkElement, safeHref } from './links.js';

const MAX_DEPTH = 6;
const MAX_LABEL = 600;
const MAX_ADDRESS = 2048;
const SPECIAL = /[\\`*_~[h]/g;
const ESCAPABLE = /[!-/:-@[-`{-~]/;
const MARKS = [
  ['**', 'strong'],
  ['__', 'strong'],
  ['~~', 'del'],
  ['*', 'em'],
  ['_', 'em'],
];

/** The nodes for one run of text. */
export function inlineNodes(text, depth = 0) {
  const nodes = [];
  const missing = new Set(); // closing marks that do not occur after this point
  let plain = '';
  let position = 0;

  const flush = () => {
    if (plain !== '') nodes.push(document.createTextNode(plain));
    plain = '';
  };
  const take = (node, next) => {
    flush();
    nodes.push(node);
    position = next;
  };

  while (position < text.length) {
    SPECIAL.lastIndex = position;
    const special = SPECIAL.exec(text);
    const at = special === null ? text.length : special.index;
    plain += text.slice(position, at);
    position = at;
    if (at === text.length) break;

    const found = construct(text, at, depth, missing);
    if (found !== null) {
      take(found.node, found.next);
    } else if (text[at] === '\\' && ESCAPABLE.test(text[at + 1] ?? '')) {
      plain += text[at + 1];
      position = at + 2;
    } else {
      // A run of one character is passed over as a whole: "****" opens nothing four times.
      const length = text[at] === 'h' || text[at] === '\\' || text[at] === '[' ? 1 : run(text, at);
      plain += text.slice(at, at + length);
      position = at + length;
    }
  }
  flush();
  return nodes;
}

function construct(text, at, depth, missing) {
  switch (text[at]) {
    case '`':
      return codeSpan(text, at, missing);
    case '[':
      return depth < MAX_DEPTH ? labelledLink(text, at) : null;
    case 'h': {
      if (depth >= MAX_DEPTH) return null;
      const address = bareUrlAt(text, at);
      if (address === null) return null;
      const node = linkElement(safeHref(address), [document.createTextNode(address)]);
      return { node, next: at + address.length };
    }
    case '\\':
      return null;
    default:
      return depth < MAX_DEPTH ? emphasis(text, at, depth, missing) : null;
  }
}

function run(text, at) {
  let end = at + 1;
  while (text[end] === text[at]) end++;
  return end - at;
}

function codeSpan(text, at, missing) {
  const length = run(text, at);
  const mark = '`'.repeat(length);
  if (missing.has(mark)) return null;
  let close = text.indexOf(mark, at + length);
  while (close !== -1) {
    const closeLength = run(text, close);
    if (closeLength === length) break;
    close = text.indexOf(mark, close + closeLength);
  }
  if (close === -1) {
    missing.add(mark);
    return null;
  }
  const node = document.createElement('code');
  const inner = text.slice(at + length, close);
  const padded = inner.length > 2 && inner.startsWith(' ') && inner.endsWith(' ');
  node.textContent = padded ? inner.slice(1, -1) : inner;
  return { node, next: close + length };
}

function labelledLink(text, at) {
  if (text[at - 1] === '!') return null; // an image: never loaded, its source stays readable text
  const label = text.slice(at + 1, at + 1 + MAX_LABEL).indexOf('](');
  if (label < 1) return null;
  const addressStart = at + 1 + label + 2;
  const length = text.slice(addressStart, addressStart + MAX_ADDRESS).indexOf(')');
  if (length < 1) return null;
  const href = safeHref(text.slice(addressStart, addressStart + length));
  if (href === null) return null;
  // At the greatest depth only code is special, so no link can sit inside a link.
  const children = inlineNodes(text.slice(at + 1, at + 1 + label), MAX_DEPTH);
  return { node: linkElement(href, children), next: addressStart + length + 1 };
}

function emphasis(text, at, depth, missing) {
  for (const [mark, tag] of MARKS) {
    if (!text.startsWith(mark, at) || missing.has(mark)) continue;
    const start = at + mark.length;
    if (/\s/.test(text[start] ?? ' ') || text[start] === mark[0]) continue;
    if (mark[0] === '_' && /\w/.test(text[at - 1] ?? ' ')) continue;
    const close = closing(text, start, mark);
    if (close === -1) {
      missing.add(mark);
      continue;
    }
    const node = document.createElement(tag);
    node.append(...inlineNodes(text.slice(start, close), depth + 1));
    return { node, next: close + mark.length };
  }
  return null;
}

function closing(text, start, mark) {
  let close = text.indexOf(mark, start);
  while (close !== -1) {
    const end = close + mark.length;
    const doubled = mark.length === 1 && text[end] === mark;
    const wordGoesOn = mark[0] === '_' && /\w/.test(text[end] ?? ' ');
    if (close > start && !doubled && !wordGoesOn && !/\s/.test(text[close - 1])) return close;
    close = text.indexOf(mark, doubled ? text.indexOf(mark + mark, close) + 2 : end);
  }
  return -1;
}
