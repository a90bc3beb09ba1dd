// The conversation as turns over time. An open turn is asked for again while it grows.

import { el } from '/app/dom.js';
import { fullTime } from '/app/format.js';
import { getTimeline } from '../core/admin-api.js';
import { exactTime, milliseconds, plural } from '../core/figures.js';
import { empty, failure, loading, stateBadge } from '../core/parts.js';
import { Poll } from '../core/poll.js';
import { conversationHref } from '../core/routes.js';
import { oneLine, visible } from '../core/visible.js';
import { turnDrawing } from './turn-drawing.js';

const REFRESH_MS = 2000;

export class TimelineTab {
  #context;
  #outlet;
  #list = el('ol', { class: 'turns', 'data-testid': 'timeline' });
  #cards = new Map();
  #askedAt = -1;
  #poll;

  constructor(outlet, context) {
    this.#context = context;
    this.#outlet = outlet;
    outlet.append(loading('the time line'));
    this.#poll = new Poll({
      ask: (signal) => this.#ask(signal),
      everyMs: REFRESH_MS,
      onAnswer: (answer) => answer !== null && this.#show(answer),
      onProblem: (problem) => this.#failed(problem),
    });
  }

  update() {}

  changed() {}

  close() {
    this.#poll.close();
  }

  /** A turn began or ended. */
  turned() {
    this.#poll.now();
  }

  async #ask(signal) {
    const { rows, id } = this.#context;
    if (this.#askedAt === rows.last) return null; // nothing new
    const asked = rows.last;
    const answer = await getTimeline(id, { signal });
    this.#askedAt = asked;
    return answer;
  }

  #show({ turns }) {
    if (turns.length === 0) {
      const erased = this.#context.detail().state === 'deleted';
      this.#outlet.replaceChildren(
        erased
          ? empty('Erased', 'Only the row that says so is left.')
          : empty('No turns yet', 'Nobody has asked anything in this conversation.'),
      );
      return;
    }
    if (!this.#list.isConnected) this.#outlet.replaceChildren(legend(), this.#list);
    turns.forEach((turn, index) => {
      const content = JSON.stringify(turn);
      const known = this.#cards.get(turn.turnId);
      if (known?.content === content) return;
      const element = turnCard(this.#context.id, turn);
      if (known) known.element.replaceWith(element);
      else this.#list.insertBefore(element, this.#list.children[index] ?? null);
      this.#cards.set(turn.turnId, { content, element });
    });
  }

  #failed(problem) {
    if (this.#list.isConnected) return; // it stays, and the page says that it is old
    this.#outlet.replaceChildren(failure(problem, () => this.#poll.now()));
  }
}

function turnCard(id, turn) {
  const { turnId, status, chunkMilliseconds: between } = turn;
  const by = [turn.provider, turn.model]
    .filter(Boolean)
    .map((name) => visible(name))
    .join(' · ');
  const figures = [
    ['first chunk', milliseconds(turn.firstChunkMilliseconds)],
    ['whole turn', milliseconds(turn.durationMilliseconds)],
    ['chunks', turn.chunks.toLocaleString()],
    ['characters', turn.textLength.toLocaleString()],
    [
      'between chunks',
      `p50 ${milliseconds(between?.p50)}, p99 ${milliseconds(between?.p99)}, max ${milliseconds(between?.max)}`,
    ],
  ];
  return el(
    'li',
    { class: 'turn', 'data-testid': 'turn', 'data-turn-id': turnId, 'data-state': status },
    el(
      'div',
      { class: 'turn-head' },
      el('h2', {}, visible(turnId)),
      stateBadge(status),
      el('span', { class: 'quiet', title: fullTime(turn.startedAt) }, exactTime(turn.startedAt)),
      el('span', { class: 'quiet' }, by),
      el('span', { class: 'spacer' }),
      el(
        'a',
        { href: conversationHref(id, 'events', { at: turn.firstSequenceNr }) },
        `events ${turn.firstSequenceNr.toLocaleString()}–${turn.lastSequenceNr.toLocaleString()}`,
      ),
      el('a', { href: conversationHref(id, 'replay', { at: turn.lastSequenceNr }) }, 'replay'),
    ),
    el('p', { class: 'turn-prompt' }, el('bdi', {}, oneLine(turn.prompt, 200))),
    turnDrawing(turn),
    el(
      'dl',
      { class: 'turn-figures' },
      ...figures.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))),
    ),
    gapsOf(id, turn),
    endOf(turn),
  );
}

function gapsOf(id, { gaps }) {
  if (gaps.length === 0) return null;
  const links = gaps.map(({ afterSequenceNr, milliseconds: passed }) =>
    el(
      'a',
      {
        class: 'gap',
        href: conversationHref(id, 'events', { at: afterSequenceNr }),
        'data-testid': 'gap',
      },
      `${milliseconds(passed)} after event ${afterSequenceNr.toLocaleString()}`,
    ),
  );
  return el(
    'p',
    { class: 'turn-gaps' },
    el('span', {}, `${plural(gaps.length, 'longest gap', 'longest gaps')}:`),
    ...links,
  );
}

function endOf({ error, reason, status }) {
  const text = error
    ? [error.title, error.detail].filter(Boolean).join('. ')
    : reason && `Reason: ${reason}`;
  if (!text || status === 'completed') return null;
  return el(
    'p',
    { class: 'turn-reason', 'data-state': status },
    el('bdi', {}, oneLine(String(text), 400)),
  );
}

const legend = () =>
  el(
    'p',
    { class: 'legend', 'aria-hidden': 'true' },
    el('span', { class: 'legend-first' }, 'waiting for the first chunk'),
    el('span', { class: 'legend-bar' }, 'characters written'),
    el('span', { class: 'legend-gap' }, 'gap'),
  );
