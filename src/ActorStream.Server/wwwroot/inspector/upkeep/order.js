// A panel with one order: its button, how far it is, and how it ended.

import { announce } from '/app/announcer.js';
import { el, setText } from '/app/dom.js';
import { Problem } from '/app/problem.js';
import { button, hide, setBusy } from '../core/parts.js';
import { readEvents } from '../core/sse-reader.js';
import { visible } from '../core/visible.js';

export class Order {
  #abort = null;
  #run;
  #start;
  #cancel = button('Cancel', () => this.#abort?.abort(), { hidden: true });
  #progress = el('progress', { 'aria-label': 'Done', hidden: true });
  #outcome;
  element;

  /** run(signal, order) does it and returns how it ended, or null if nothing is to be said. */
  constructor({ name, title, label, about, body = [], run }) {
    this.#run = run;
    this.#start = button(label, () => this.#go(), { 'data-testid': name });
    this.#outcome = el('p', {
      class: 'order-outcome',
      role: 'status',
      'data-testid': `${name}-outcome`,
    });
    this.element = el(
      'section',
      { class: 'panel', 'aria-labelledby': `${name}-title` },
      el(
        'div',
        { class: 'panel-head' },
        el('h2', { id: `${name}-title` }, title),
        this.#cancel,
        this.#start,
      ),
      el('p', { class: 'quiet' }, about),
      ...body,
      this.#progress,
      this.#outcome,
    );
  }

  close() {
    this.#abort?.abort();
  }

  /** Reads what is told of an order; the data of its last event, which has this name. */
  async follow(response, end, take = () => {}) {
    for await (const event of readEvents(response.body)) {
      if (event === null) continue;
      const data = JSON.parse(event.data);
      if (event.name === end) return data;
      if (event.name === 'progress' && data.total > 0) this.#progress.value = data.done / data.total;
      else take(event.name, data);
    }
    throw Problem.unreachable();
  }

  async #go() {
    this.#abort = new AbortController();
    this.#busy(true);
    this.#say('');
    try {
      const said = await this.#run(this.#abort.signal, this);
      this.#say(said ?? '');
    } catch (problem) {
      const { title, detail } = problem;
      const text = title ? [title, detail].filter(Boolean).join(' ') : String(problem);
      this.#say(problem.name === 'AbortError' ? 'Cancelled.' : text, 'failed');
    } finally {
      this.#busy(false);
    }
  }

  #busy(value) {
    setBusy(this.#start, value);
    hide(this.#cancel, !value, this.#start);
    this.#progress.hidden = !value;
    if (value) this.#progress.removeAttribute('value');
  }

  #say(text, tone = 'done') {
    setText(this.#outcome, visible(text));
    this.#outcome.dataset.tone = tone;
    if (text !== '') announce(text);
  }
}
