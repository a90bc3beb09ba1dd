// One part of an answer each: text as markdown, reasoning folded away, tool calls and data as code.
// Every part can grow: append(text), then render() until it says that all is shown.

import { el } from './dom.js';
import { icon } from './icons.js';
import { splitJson } from './json-parts.js';
import { MarkdownStream } from './markdown/stream.js';

export function createPart(kind) {
  if (kind === 'text') return new TextPart();
  if (kind === 'reasoning') return new ReasoningPart();
  return new CodePart(kind);
}

class TextPart {
  kind = 'text';
  source = '';
  element = el('div', { class: 'part prose', 'data-testid': 'text-part' });
  #markdown = new MarkdownStream(this.element);

  append(text) {
    this.source += text;
    this.#markdown.append(text);
  }

  render(force) {
    return this.#markdown.render(force);
  }

  finish() {
    this.#markdown.render(true);
  }
}

class ReasoningPart {
  kind = 'reasoning';
  source = '';
  #text = document.createTextNode('');
  #label = el('span', {}, 'Thinking…');
  element = el(
    'details',
    { class: 'part reasoning', 'data-testid': 'reasoning-part', 'data-open-ended': true },
    el('summary', {}, icon('chevron'), this.#label),
    el('div', { class: 'reasoning-text' }, this.#text),
  );

  append(text) {
    this.source += text;
    this.#text.appendData(text);
  }

  render() {
    return true;
  }

  finish() {
    this.#label.textContent = 'Reasoning';
    delete this.element.dataset.openEnded;
  }
}

const CAPTIONS = { tool: 'Tool call', data: 'Data', lost: 'A piece of the answer was lost' };

class CodePart {
  source = '';
  #code = el('code');
  #shown = '';

  constructor(kind) {
    this.kind = kind;
    this.element = el(
      'figure',
      { class: 'part code-part', 'data-testid': `${kind}-part` },
      el('figcaption', {}, CAPTIONS[kind] ?? 'Data'),
      el('pre', { tabindex: 0 }, this.#code),
    );
  }

  append(text) {
    this.source += text;
  }

  render() {
    if (this.#shown !== this.source) {
      this.#shown = this.source;
      this.#code.textContent = splitJson(this.source).join('\n');
    }
    return true;
  }

  finish() {
    this.render();
  }
}
