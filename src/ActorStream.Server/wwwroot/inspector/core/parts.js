// Small things that every page is made of.

import { el, setText } from '/app/dom.js';
import { icon } from '/app/icons.js';

const STATES = { idle: 'Idle', running: 'Running', deleted: 'Erased' };
const ENDS = {
  completed: 'Completed',
  aborted: 'Aborted',
  failed: 'Failed',
  interrupted: 'Interrupted',
};

/** The state of a conversation, or how a turn ended: a dot and a word, never colour alone. */
export function stateBadge(state) {
  const label = STATES[state] ?? ENDS[state] ?? String(state);
  return el('span', { class: 'state', 'data-state': state, 'data-testid': 'state' }, label);
}

export const loading = (what) =>
  el(
    'div',
    { class: 'empty', role: 'status', 'data-testid': 'loading' },
    el('span', { class: 'spinner', 'aria-hidden': 'true' }),
    `Loading ${what}…`,
  );

export const empty = (title, detail = '') =>
  el(
    'div',
    { class: 'empty', 'data-testid': 'empty' },
    el('strong', {}, title),
    detail === '' ? null : el('p', {}, detail),
  );

/** What went wrong, and a way to try again where that makes sense. */
export function failure(problem, retry = null) {
  const again = el(
    'button',
    { type: 'button', class: 'small-button', onclick: retry },
    'Try again',
  );
  return el(
    'div',
    { class: 'failure', role: 'alert', 'data-testid': 'failure' },
    icon('alert'),
    el(
      'div',
      {},
      el('strong', {}, problem.title),
      problem.detail ? el('p', {}, problem.detail) : null,
    ),
    retry === null ? null : again,
  );
}

/** Names and values, of which the values change. */
export class Facts {
  #values = new Map();
  element = el('dl', { class: 'facts' });

  /** A text or a node; null hides the fact. */
  set(name, text, title = null) {
    if (text === null) {
      if (this.#values.has(name)) this.#values.get(name).parentElement.hidden = true;
      return;
    }
    if (!this.#values.has(name)) {
      const value = el('dd', { 'data-fact': name });
      this.#values.set(name, value);
      this.element.append(el('div', {}, el('dt', {}, name), value));
    }
    const value = this.#values.get(name);
    value.parentElement.hidden = false;
    if (text instanceof Node) value.replaceChildren(text);
    else setText(value, text);
    if (title !== null) value.title = title;
  }
}

export function button(label, onclick, attributes = {}) {
  const run = (event) => event.currentTarget.ariaDisabled !== 'true' && onclick(event);
  return el(
    'button',
    { type: 'button', class: 'small-button', onclick: onclick && run, ...attributes },
    label,
  );
}

/**
 * A button that works takes no clicks. It is not disabled: that would take the focus from it, and a
 * question that it asks could not give it back.
 */
export function setBusy(one, value) {
  for (const name of ['aria-disabled', 'aria-busy']) {
    if (value) one.setAttribute(name, 'true');
    else one.removeAttribute(name);
  }
}

/** Hides what may have the focus, and gives that to something that stays. */
export function hide(one, value, heir) {
  const had = document.activeElement === one;
  one.hidden = value;
  if (value && had) heir.focus({ preventScroll: true });
}
