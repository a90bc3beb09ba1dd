// Who watches the conversation, how far each has come, and how far behind it is.

import { el } from '/app/dom.js';
import { fullTime } from '/app/format.js';
import { getViewers } from '../core/admin-api.js';
import { ago, bytes } from '../core/figures.js';
import { empty, failure, loading } from '../core/parts.js';
import { Poll } from '../core/poll.js';
import { visible } from '../core/visible.js';

const REFRESH_MS = 1000;
const KINDS = { sse: 'SSE', webSocket: 'WebSocket' };
const COLUMNS = [
  ['Viewer', ''],
  ['By', ''],
  ['Cursor', ''],
  ['Behind', 'number'],
  ['Delivered', 'number'],
  ['Bytes', 'number'],
  ['Connected', 'number'],
];

export class ViewersTab {
  #outlet;
  #body = el('tbody', {});
  #table = el(
    'table',
    { class: 'table viewers', 'data-testid': 'viewers' },
    el('caption', { class: 'visually-hidden' }, 'Viewers of this conversation'),
    el(
      'thead',
      {},
      el('tr', {}, ...COLUMNS.map(([name, kind]) => el('th', { scope: 'col', class: kind }, name))),
    ),
    this.#body,
  );
  #poll;

  constructor(outlet, { id }) {
    this.#outlet = outlet;
    outlet.append(loading('viewers'));
    this.#poll = new Poll({
      ask: (signal) => getViewers(id, { signal }),
      everyMs: REFRESH_MS,
      onAnswer: (answer) => this.#show(answer),
      onProblem: (problem) => {
        if (!this.#table.isConnected)
          outlet.replaceChildren(failure(problem, () => this.#poll.now()));
      },
    });
  }

  update() {}

  changed() {}

  close() {
    this.#poll.close();
  }

  #show({ viewers }) {
    if (viewers.length === 0) {
      this.#outlet.replaceChildren(
        empty('Nobody watches', 'That changes nothing for an answer that is being written.'),
      );
      return;
    }
    this.#body.replaceChildren(...viewers.map(rowOf));
    if (!this.#table.isConnected) this.#outlet.replaceChildren(this.#table);
  }
}

function rowOf(viewer) {
  const cell = (label, content, kind = '') =>
    el('td', { 'data-label': label, class: kind }, content);
  return el(
    'tr',
    { 'data-testid': 'viewer', 'data-lag': viewer.lag },
    el('td', { class: 'subject' }, el('span', { class: 'id' }, visible(viewer.viewerId))),
    cell('By', KINDS[viewer.kind] ?? visible(viewer.kind)),
    cell('Cursor', el('span', { class: 'id' }, visible(viewer.cursor ?? '–'))),
    cell('Behind', behind(viewer.lag), 'number'),
    cell('Delivered', viewer.deliveredEvents.toLocaleString(), 'number'),
    cell('Bytes', bytes(viewer.deliveredBytes), 'number'),
    cell(
      'Connected',
      el(
        'time',
        { datetime: viewer.connectedAt, title: fullTime(viewer.connectedAt) },
        ago(viewer.connectedAt),
      ),
      'number',
    ),
  );
}

const behind = (lag) =>
  lag === 0
    ? el('span', { class: 'quiet' }, 'up to date')
    : el('strong', { class: 'lag' }, `${lag.toLocaleString()} events`);
