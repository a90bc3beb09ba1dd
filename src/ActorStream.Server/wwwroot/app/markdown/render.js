// Blocks of lines to DOM elements. No innerHTML, no attribute that a model's text could reach
// besides a link's checked address.

import { headingAt, itemAt, scanBlock } from './blocks.js';
import { inlineNodes } from './inline.js';
import { tableElement } from './table.js';

const MAX_NESTING = 8;
const MAX_LANGUAGE = 30;

function element(tag, children) {
  const node = document.createElement(tag);
  node.append(...children);
  return node;
}

function paragraph(text) {
  return element('p', inlineNodes(text));
}

/** A code block in its frame; the caller may keep `code` to append to it. */
export function codeBlock(language) {
  const name = document.createElement('span');
  name.textContent = language.slice(0, MAX_LANGUAGE);
  const copy = document.createElement('button');
  copy.type = 'button';
  copy.className = 'copy-code';
  copy.textContent = 'Copy code';
  const head = element('div', [name, copy]);
  head.className = 'code-head';

  const code = document.createElement('code');
  const pre = element('pre', [code]);
  pre.tabIndex = 0; // wide code scrolls: the keyboard must reach it too
  const frame = element('div', [head, pre]);
  frame.className = 'code-frame';
  return { frame, code };
}

/** All blocks in these lines. */
export function renderLines(lines, depth = 0) {
  const nodes = [];
  if (depth > MAX_NESTING) return [paragraph(lines.join('\n'))];
  for (let at = 0; at < lines.length; ) {
    const block = scanBlock(lines, at);
    const node = renderBlock(block, lines.slice(at, block.end), depth);
    if (node !== null) nodes.push(node);
    at = block.end;
  }
  return nodes;
}

/** One scanned block, or null for blank lines. */
export function renderBlock(block, lines, depth = 0) {
  switch (block.kind) {
    case 'blank':
      return null;
    case 'code': {
      const { frame, code } = codeBlock(block.fence.language);
      const body = lines.slice(1, block.closed ? -1 : undefined);
      code.textContent = body.length === 0 ? '' : `${body.join('\n')}\n`;
      return frame;
    }
    case 'heading': {
      const [mark, hashes] = headingAt(lines[0]);
      // The page itself has h1 and h2; an answer's headings start below them.
      const level = Math.min(hashes.length + 2, 6);
      const text = lines[0].slice(mark.length).replace(/\s+#+\s*$/, '');
      return element(`h${level}`, inlineNodes(text));
    }
    case 'rule':
      return document.createElement('hr');
    case 'quote':
      return element(
        'blockquote',
        renderLines(lines.map((line) => line.replace(/^ {0,3}> ?/, '')), depth + 1),
      );
    case 'list':
      return listElement(block.item, lines, depth);
    case 'table':
      return tableElement(lines);
    default:
      return paragraph(lines.join('\n'));
  }
}

function listElement(first, lines, depth) {
  const list = document.createElement(first.ordered ? 'ol' : 'ul');
  if (first.ordered && first.number !== 1) list.start = first.number;
  const lastText = lines.findLastIndex((line) => line.trim() !== '');
  const loose = lines.some((line, at) => at < lastText && line.trim() === '');
  let item = null;
  const close = () => {
    if (item === null) return;
    const children = renderLines(item, depth + 1).flatMap((node) =>
      !loose && node.localName === 'p' ? [...node.childNodes] : [node],
    );
    list.append(element('li', children));
  };
  let width = first.width;
  for (const line of lines) {
    const marker = itemAt(line);
    if (marker !== null && marker.indent <= first.indent + 1) {
      close();
      width = marker.width;
      item = [line.slice(marker.width)];
    } else {
      const indented = line.length - line.trimStart().length;
      item.push(line.slice(Math.min(indented, width)));
    }
  }
  close();
  return list;
}
