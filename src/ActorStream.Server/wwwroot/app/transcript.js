// The turns of the open conversation, and the prompt that is still on its way.

import { el } from './dom.js';
import { promptBubble, TurnView } from './turn-view.js';

export class Transcript {
  #list;
  #follow;
  #reusePrompt;
  #turns = new Map();
  #growing = new Set();
  #pending = null;

  constructor(list, follow, reusePrompt) {
    this.#list = list;
    this.#follow = follow;
    this.#reusePrompt = reusePrompt;
  }

  clear() {
    this.#turns.clear();
    this.#growing.clear();
    this.#pending = null;
    this.#list.replaceChildren();
  }

  /** Shows a transcript in place of whatever was there. */
  load(turns) {
    const pending = this.#pending;
    this.clear();
    for (const turn of turns) this.#add(turn);
    if (pending !== null) this.#list.append(pending);
    this.#pending = pending;
    this.render(true);
  }

  get isEmpty() {
    return this.#turns.size === 0 && this.#pending === null;
  }

  has(turnId) {
    return this.#turns.has(turnId);
  }

  /** Brings one event onto the page; false if it belongs to a turn that is not here. */
  apply(event) {
    if (event.type === 'turn-started') {
      if (this.#turns.has(event.turnId)) return true;
      this.#add({ ...event, status: 'running', startedAt: event.at, endedAt: null, parts: [] });
      return true;
    }
    const view = this.#turns.get(event.turnId);
    if (view === undefined) return false;
    if (event.type === 'chunk') view.append(event.kind, event.text);
    else view.end({ ...event, status: event.type.slice('turn-'.length) });
    this.#growing.add(view);
    return true;
  }

  turn(turnId) {
    return this.#turns.get(turnId)?.turn;
  }

  /** True when nothing is left to show. */
  render(force = false) {
    for (const view of this.#growing) if (view.render(force)) this.#growing.delete(view);
    this.#follow.grown();
    return this.#growing.size === 0;
  }

  /** The prompt on its way, or null once it arrived (or came back). */
  showPending(record, cancel) {
    this.#pending?.remove();
    this.#pending = null;
    if (record !== null) {
      this.#pending = pendingElement(record, cancel);
      this.#list.append(this.#pending);
    }
    this.#follow.grown();
  }

  #add(turn) {
    const view = new TurnView(turn, this.#reusePrompt);
    this.#turns.set(turn.turnId, view);
    this.#growing.add(view);
    if (this.#pending === null) this.#list.append(view.element);
    else this.#pending.before(view.element);
  }
}

function pendingElement({ body, problem }, cancel) {
  const status = el('p', {
    class: 'pending-status',
    role: 'status',
    'data-testid': 'pending-status',
  });
  if (problem === null) status.append('Sending…');
  else {
    status.append(
      `${problem.title}. Trying again with the same prompt; it can’t arrive twice. `,
      el('button', { type: 'button', class: 'link-button', onclick: cancel }, 'Back to the editor'),
    );
  }
  return el(
    'article',
    { class: 'turn turn-pending', 'data-testid': 'pending' },
    promptBubble(body.prompt),
    status,
  );
}
