// Markdown that grows. Finished blocks are built once and never touched again; only the last, open
// block is built anew, and an open code block is only appended to. So the cost of a chunk does not
// grow with the answer.

import { closesFence, fenceAt, scanBlock } from './blocks.js';
import { codeBlock, renderBlock, renderLines } from './render.js';

// An open block that is slow to build (a list of thousands of items) is built less often: at most
// this share of the time goes into it.
const BUSY_SHARE = 1 / 8;
// A line that starts with a letter and has none of these marks is a paragraph's, whatever follows.
const PLAIN_START = /^\p{L}/u;
const PLAIN = /^[^\n\r\\`*_~[\]|:]*$/;

export class MarkdownStream {
  #container;
  #pending = ''; // source from the start of the open block
  #tail = []; // the nodes that show it
  #fence = null; // an open code block: { mark, done, partial, carry }
  #dirty = false;
  #notBefore = 0;

  constructor(container) {
    this.#container = container;
  }

  /** Takes more source. Shows it at once, or, where that would be too slow, at a later `render`. */
  append(text) {
    if (this.#fence !== null) {
      this.#appendCode(text);
      return;
    }
    const grown = this.#plainTail(text);
    this.#pending += text;
    if (grown !== null) grown.appendData(text);
    else {
      this.#dirty = true;
      this.render();
    }
  }

  /** Shows what was put off; true when nothing is left to show. */
  render(force = false) {
    if (!this.#dirty) return true;
    const start = performance.now();
    if (!force && start < this.#notBefore) return false;
    this.#dirty = false;
    this.#commitFinished();
    if (this.#fence === null) this.#showTail();
    const end = performance.now();
    this.#notBefore = end + (end - start) / BUSY_SHARE;
    return true;
  }

  // Plain words at the end of a plain paragraph need no parsing: the text node just grows.
  #plainTail(text) {
    if (this.#dirty || this.#tail.length !== 1 || this.#tail[0].localName !== 'p') return null;
    const last = this.#tail[0].lastChild;
    if (last?.nodeType !== Node.TEXT_NODE || this.#tail[0].childNodes.length !== 1) return null;
    const plain = PLAIN_START.test(this.#pending) && PLAIN.test(this.#pending) && PLAIN.test(text);
    return plain ? last : null;
  }

  #commitFinished() {
    const lastNewline = this.#pending.lastIndexOf('\n');
    if (lastNewline === -1) return;
    const lines = toLines(this.#pending.slice(0, lastNewline));
    const finished = [];
    let at = 0;
    let block = scanBlock(lines, at);
    while (block.end < lines.length || isClosed(block)) {
      const node = renderBlock(block, lines.slice(at, block.end));
      if (node !== null) finished.push(node);
      at = block.end;
      if (at === lines.length) break;
      block = scanBlock(lines, at);
    }
    if (at > 0) {
      this.#dropTail();
      this.#container.append(...finished);
      this.#pending = skipLines(this.#pending, at);
    }
    if (at < lines.length && block.kind === 'code' && !block.closed) this.#openFence(block);
  }

  #showTail() {
    const nodes = this.#pending === '' ? [] : renderLines(toLines(this.#pending));
    this.#dropTail();
    this.#container.append(...nodes);
    this.#tail = nodes;
  }

  #dropTail() {
    for (const node of this.#tail) node.remove();
    this.#tail = [];
  }

  #openFence(block) {
    this.#dropTail();
    const { frame, code } = codeBlock(block.fence.language);
    const done = document.createTextNode('');
    const partial = document.createTextNode('');
    code.append(done, partial);
    this.#container.append(frame);
    this.#fence = { mark: fenceAt(toLines(this.#pending)[0]).mark, done, partial, carry: '' };
    const body = skipLines(this.#pending, 1);
    this.#pending = '';
    this.#appendCode(body);
  }

  #appendCode(text) {
    const fence = this.#fence;
    const lines = (fence.carry + text).split('\n');
    const last = lines.length - 1;
    let shown = '';
    for (let at = 0; at < last; at++) {
      const line = withoutReturn(lines[at]);
      if (closesFence(line, fence.mark)) {
        fence.done.appendData(shown);
        fence.partial.data = '';
        this.#fence = null;
        this.#dirty = false;
        const rest = lines.slice(at + 1).join('\n');
        if (rest !== '') this.append(rest);
        return;
      }
      shown += `${line}\n`;
    }
    if (shown !== '') fence.done.appendData(shown);
    fence.carry = lines[last];
    // The beginning of a closing fence is not shown as code for the moment it is incomplete.
    const line = withoutReturn(fence.carry);
    fence.partial.data = closesFence(`${line}${fence.mark}`, fence.mark) ? '' : line;
  }
}

const ONE_LINE = ['blank', 'heading', 'rule'];

const isClosed = (block) => ONE_LINE.includes(block.kind) || block.closed === true;

const withoutReturn = (line) => (line.endsWith('\r') ? line.slice(0, -1) : line);

const toLines = (text) => text.split('\n').map(withoutReturn);

function skipLines(text, count) {
  let at = 0;
  for (let line = 0; line < count; line++) at = text.indexOf('\n', at) + 1;
  return text.slice(at);
}

/** A whole text at once: the same code path as a stream of one chunk. */
export function renderMarkdown(container, text) {
  const stream = new MarkdownStream(container);
  stream.append(text);
  stream.render(true);
}
