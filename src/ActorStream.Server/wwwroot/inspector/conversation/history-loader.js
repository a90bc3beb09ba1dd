// Reads the rows of a conversation from the first to the last, and then takes those that are
// written. Long conversations come in pages, and the reader can begin with the first of them.

import { delayMs, pause } from '/app/retry.js';
import { getRows } from '../core/admin-api.js';
import { History } from './history.js';

const PAGE = 1000;
export const MAX_EVENTS = 200_000;

export class HistoryLoader {
  history = new History();
  #id;
  #nothing;
  #onGrown;
  #onProblem;
  #abort = new AbortController();
  #reading = false;
  #target;

  /** `erased`: rows that are not there are missing by right. */
  constructor(id, last, { erased, onGrown, onProblem }) {
    this.#id = id;
    this.#nothing = erased ? undefined : null;
    this.#target = last;
    this.#onGrown = onGrown;
    this.#onProblem = onProblem;
    this.#read();
  }

  close() {
    this.#abort.abort();
  }

  get isComplete() {
    return this.history.last >= Math.min(this.#target, MAX_EVENTS);
  }

  /** A row that was written a moment ago. */
  add(row) {
    this.#target = Math.max(this.#target, row.sequenceNr);
    if (
      row.sequenceNr === this.history.last + 1 &&
      !this.#reading &&
      row.sequenceNr <= MAX_EVENTS
    ) {
      this.history.add(row);
      this.#onGrown();
    } else if (!this.isComplete) this.#read();
  }

  async #read() {
    if (this.#reading) return;
    this.#reading = true;
    const { signal } = this.#abort;
    for (let attempt = 0; !this.isComplete && !signal.aborted;) {
      try {
        const { events, next } = await getRows(this.#id, this.history.last + 1, PAGE, { signal });
        this.#take(events, next);
        attempt = 0;
        this.#onGrown();
      } catch (problem) {
        if (signal.aborted) return;
        if (!problem.isTransient) {
          this.#onProblem(problem);
          return;
        }
        await pause(delayMs(attempt++, problem.retryAfterSeconds), signal);
      }
    }
    this.#reading = false;
  }

  #take(events, next) {
    const { history } = this;
    for (const row of events) {
      if (row.sequenceNr <= history.last || row.sequenceNr > MAX_EVENTS) continue;
      while (history.last + 1 < row.sequenceNr) history.add(this.#nothing);
      history.add(row);
    }
    // The end of what there is: what should be between here and there was lost.
    const read = next === null ? this.#target : next - 1;
    while (history.last < Math.min(read, MAX_EVENTS)) history.add(this.#nothing);
  }
}
