// What every conversation writes, as it is written, the newest first.

import { el, setText } from '/app/dom.js';
import { journalAfter } from '../core/admin-api.js';
import { setConnection } from '../core/connection.js';
import { Feed } from '../core/feed.js';
import { exactTime, plural } from '../core/figures.js';
import { button, empty, failure } from '../core/parts.js';
import { conversationHref } from '../core/routes.js';
import { oneLine } from '../core/visible.js';
import { damageText, previewOf } from '../conversation/row-view.js';

const MAX_ROWS = 200;
const SILENCE_MS = 40_000;

export class JournalTail {
  #feed;
  #rows = [];
  #ordering = null;
  #seen = 0;
  #paused = false;
  #frame = 0;
  #list = el('ol', { class: 'tail', 'data-testid': 'tail' });
  #place = el('div', {}, empty('Nothing was written since', 'What is written next appears here.'));
  #count = el('p', { class: 'quiet', 'data-testid': 'tail-count' });
  #pause = button('Pause', () => this.#toggle(), { 'data-testid': 'pause-tail' });

  constructor(outlet) {
    outlet.append(
      el('h1', { class: 'visually-hidden' }, 'Journal'),
      el('div', { class: 'tail-head' }, this.#count, this.#pause),
      this.#place,
    );
    this.#feed = new Feed({
      path: () => journalAfter(this.#ordering),
      silenceMs: SILENCE_MS,
      onEvent: (name, data) => this.#take(name, data),
      onState: (state, refusal) => setConnection(state, refusal),
      onProblem: (problem) => this.#place.replaceChildren(failure(problem)),
    });
  }

  update() {}

  close() {
    this.#feed.close();
    cancelAnimationFrame(this.#frame);
  }

  #take(name, row) {
    if (name !== 'row') return;
    this.#ordering = row.ordering;
    this.#seen++;
    this.#rows.unshift(row);
    this.#rows.length = Math.min(this.#rows.length, MAX_ROWS);
    // A busy journal writes more rows than anybody can read: one drawing a frame.
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#show());
  }

  #toggle() {
    this.#paused = !this.#paused;
    setText(this.#pause, this.#paused ? 'Go on' : 'Pause');
    this.#show();
  }

  #show() {
    this.#frame = 0;
    const shown = this.#paused ? ', paused' : '';
    setText(this.#count, `${plural(this.#seen, 'event')} written since this was opened${shown}`);
    if (this.#paused || this.#rows.length === 0) return;
    this.#list.replaceChildren(...this.#rows.map(line));
    if (!this.#list.isConnected) this.#place.replaceChildren(this.#list);
  }
}

const line = (row) =>
  el(
    'li',
    { 'data-testid': 'tail-row', 'data-kind': row.damage ? 'damaged' : null },
    el('time', { datetime: row.createdAt }, exactTime(row.createdAt)),
    el(
      'a',
      { href: conversationHref(row.conversationId, 'events', { at: row.sequenceNr }) },
      `${row.conversationId.slice(0, 8)} ${row.sequenceNr.toLocaleString()}`,
    ),
    el('span', {}, oneLine(row.manifest, 40)),
    el('bdi', {}, row.damage ? damageText(row.damage) : previewOf(row)),
  );
