// One turn on the page: the prompt, the answer as it grows, and how it ended.

import { copyText } from './clipboard.js';
import { el } from './dom.js';
import { duration, fullTime, shortTime } from './format.js';
import { icon } from './icons.js';
import { createPart } from './parts.js';
import { endMark } from './turn-ends.js';

const COPIED_MS = 1600;

export function promptBubble(prompt) {
  return el(
    'div',
    { class: 'prompt', 'data-testid': 'prompt' },
    el('h2', { class: 'visually-hidden' }, 'You asked'),
    el('div', { class: 'prompt-text', dir: 'auto' }, prompt),
  );
}

export class TurnView {
  #turn;
  #reusePrompt;
  #parts = [];
  #stale = new Set(); // parts that have more to show than is shown
  #body = el('div', { class: 'answer-body', 'data-testid': 'answer' });
  #footer = el('footer', { class: 'turn-footer' });
  #waiting = el(
    'div',
    { class: 'waiting', 'data-testid': 'waiting' },
    el('span', { class: 'visually-hidden' }, 'Waiting for the first words'),
  );

  constructor(turn, reusePrompt) {
    this.#turn = { ...turn };
    this.#reusePrompt = reusePrompt;
    this.#body.append(this.#waiting);
    this.element = el(
      'article',
      { class: 'turn', 'data-testid': 'turn', 'data-turn-id': turn.turnId },
      promptBubble(turn.prompt),
      el(
        'div',
        { class: 'answer' },
        el('h2', { class: 'visually-hidden' }, 'The answer'),
        this.#body,
        this.#footer,
      ),
    );
    for (const part of turn.parts ?? []) this.append(part.kind, part.text);
    this.#showStatus();
  }

  get turn() {
    return this.#turn;
  }

  append(kind, text) {
    let part = this.#parts.at(-1);
    if (part?.kind !== kind) {
      part?.finish();
      part = createPart(kind);
      this.#parts.push(part);
      this.#waiting.remove();
      this.#body.append(part.element);
    }
    part.append(text);
    this.#stale.add(part);
  }

  /** True when everything that arrived is on the page. */
  render(force = false) {
    for (const part of this.#stale) if (part.render(force)) this.#stale.delete(part);
    return this.#stale.size === 0;
  }

  end({ status, at, reason = null, error = null, finishReason = null }) {
    Object.assign(this.#turn, { status, endedAt: at, reason, error, finishReason });
    this.#showStatus();
  }

  #showStatus() {
    const running = this.#turn.status === 'running';
    this.element.dataset.status = this.#turn.status;
    this.#body.setAttribute('aria-busy', String(running));
    if (running) return;
    this.#waiting.remove();
    for (const part of this.#parts) part.finish();
    this.#stale.clear();
    const mark = endMark(this.#turn);
    this.#footer.replaceChildren(
      ...(mark === null ? [] : [this.#markElement(mark)]),
      el('div', { class: 'turn-tools' }, this.#copyButton(), this.#facts()),
    );
  }

  #markElement(mark) {
    const again = el(
      'button',
      { type: 'button', class: 'link-button', onclick: () => this.#reusePrompt(this.#turn.prompt) },
      'Ask again',
    );
    return el(
      'div',
      { class: `mark mark-${mark.tone}`, 'data-testid': `mark-${this.#turn.status}` },
      icon(mark.icon),
      el(
        'div',
        {},
        el('strong', {}, mark.title),
        mark.detail === '' ? null : el('p', {}, mark.detail),
      ),
      again,
    );
  }

  #answerText() {
    const texts = this.#parts.filter((part) => part.kind === 'text').map((part) => part.source);
    return texts.join('\n\n');
  }

  #copyButton() {
    if (!this.#parts.some((part) => part.kind === 'text')) return null;
    const label = el('span', {}, 'Copy');
    const button = el(
      'button',
      { type: 'button', class: 'tool-button', 'data-testid': 'copy' },
      icon('copy'),
      label,
    );
    button.addEventListener('click', async () => {
      const copied = await copyText(this.#answerText());
      label.textContent = copied ? 'Copied' : 'Copying failed';
      button.firstElementChild.replaceWith(icon(copied ? 'check' : 'alert'));
      setTimeout(() => {
        label.textContent = 'Copy';
        button.firstElementChild.replaceWith(icon('copy'));
      }, COPIED_MS);
    });
    return button;
  }

  #facts() {
    const { provider, model, startedAt, endedAt } = this.#turn;
    const facts = [model ?? provider, shortTime(startedAt)];
    if (endedAt) facts.push(duration(startedAt, endedAt));
    return el(
      'span',
      { class: 'facts', title: fullTime(startedAt) },
      facts.filter(Boolean).join(' · '),
    );
  }
}
