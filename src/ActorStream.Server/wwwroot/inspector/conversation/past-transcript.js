// The conversation as its readers saw it at some event: plain text, nothing of it is markup.

import { el, setText } from '/app/dom.js';
import { endMark } from '/app/turn-ends.js';
import { stateBadge } from '../core/parts.js';
import { visible } from '../core/visible.js';
import { textAt } from './history.js';

const LABELS = { reasoning: 'Reasoning', tool: 'Tool', data: 'Data', damage: 'Damaged' };

export class PastTranscript {
  #views = [];
  element = el('div', { class: 'past', 'data-testid': 'past-transcript' });

  show(history, sequenceNr) {
    const turns = history.turns.filter(({ from }) => from <= sequenceNr);
    while (this.#views.length > turns.length) this.#views.pop().element.remove();
    turns.forEach((turn, index) => {
      let view = this.#views[index];
      if (view === undefined) {
        view = new PastTurn(turn);
        this.#views.push(view);
        this.element.append(view.element);
      }
      view.show(Math.min(sequenceNr, turn.to ?? history.last));
    });
  }
}

class PastTurn {
  #turn;
  #shownAt = -1;
  #parts = [];
  #answer = el('div', { class: 'past-answer' });
  #end = el('div', { class: 'past-end' });

  constructor(turn) {
    this.#turn = turn;
    const prompt = turn.prompt === null ? null : visible(turn.prompt, { lines: true });
    this.element = el(
      'article',
      { class: 'past-turn', 'data-testid': 'past-turn' },
      el('h3', {}, turn.turnId === null ? 'Before a readable turn' : visible(turn.turnId)),
      prompt === null ? null : el('div', { class: 'past-prompt', dir: 'auto' }, prompt),
      this.#answer,
      this.#end,
    );
  }

  show(sequenceNr) {
    if (sequenceNr === this.#shownAt) return;
    this.#shownAt = sequenceNr;
    const { parts, to, end } = this.#turn;
    const there = parts.filter(({ numbers }) => numbers[0] <= sequenceNr);
    while (this.#parts.length > there.length) this.#parts.pop().remove();
    there.forEach((part, index) => {
      if (this.#parts[index] === undefined) {
        this.#parts.push(partElement(part));
        this.#answer.append(this.#parts[index]);
      }
      setText(this.#parts[index].lastChild, visible(textAt(part, sequenceNr), { lines: true }));
    });
    const ended = to !== null && to <= sequenceNr;
    this.element.dataset.open = String(!ended);
    this.#end.replaceChildren(...(ended ? endNodes(end) : []));
  }
}

function partElement({ kind }) {
  const label = LABELS[kind];
  return el(
    'div',
    { class: 'past-part', 'data-kind': kind },
    label === undefined ? null : el('span', { class: 'past-kind' }, label),
    el('div', { class: 'past-text', dir: 'auto' }),
  );
}

function endNodes(end) {
  const mark = endMark(end);
  const text = mark === null ? '' : [mark.title, mark.detail].filter(Boolean).join(' ');
  return [stateBadge(end.status), el('bdi', {}, visible(text))];
}
