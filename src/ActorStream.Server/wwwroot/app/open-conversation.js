// The conversation on the page: its transcript first, then every event after the transcript's
// cursor. So nothing is missing and nothing comes twice, however often the connection is cut.

import { getConversation, probeEvents } from './api.js';
import { FrameQueue } from './frame-queue.js';
import { LiveEvents } from './live-events.js';
import { delayMs, pause } from './retry.js';

// A browser has about six connections for all tabs of one server. A tab that nobody looks at, and
// where nothing is being written, gives its own back, and catches up when it is looked at again.
const UNWATCHED_MS = 30_000;

export class OpenConversation {
  #transcript;
  #handlers;
  #abort = new AbortController();
  #live = null;
  #queue;
  #hiddenTimer = 0;
  #unwatched = false;

  /** handlers: onLoaded(title), onTurns(), onConnection(state), onEnded(turn), onGone() */
  constructor(id, transcript, handlers) {
    this.id = id;
    this.openTurnId = null;
    this.#transcript = transcript;
    this.#handlers = handlers;
    this.#queue = new FrameQueue((events) => this.#apply(events));
    document.addEventListener('visibilitychange', this.#visibility);
  }

  /** `known` is a transcript that need not be asked for: of a conversation made a moment ago. */
  start(known = null) {
    if (known === null) this.#load();
    else this.#begin(known);
  }

  get isLoaded() {
    return this.#live !== null;
  }

  get closed() {
    return this.#abort.signal.aborted;
  }

  close() {
    this.#abort.abort();
    this.#live?.close();
    this.#queue.close();
    clearTimeout(this.#hiddenTimer);
    document.removeEventListener('visibilitychange', this.#visibility);
  }

  async #load() {
    this.#live?.close();
    this.#queue.drop();
    const { signal } = this.#abort;
    this.#handlers.onConnection('connecting');
    for (let attempt = 0; !signal.aborted; attempt++) {
      try {
        const transcript = await getConversation(this.id, signal);
        if (!signal.aborted) this.#begin(transcript);
        return;
      } catch (problem) {
        if (signal.aborted) return;
        if (problem.status === 404) {
          this.#gone();
          return;
        }
        this.#handlers.onConnection('reconnecting');
        await pause(delayMs(attempt, problem.retryAfterSeconds), signal);
      }
    }
  }

  #begin({ title, turns, openTurnId, cursor }) {
    this.openTurnId = openTurnId;
    this.#transcript.load(turns);
    this.#live = new LiveEvents(this.id, cursor, {
      onEvent: (event) => this.#queue.push(event),
      onReset: () => this.#load(),
      onState: (state) => this.#handlers.onConnection(state),
      onRefused: (lastCursor) => this.#explainRefusal(lastCursor),
    });
    this.#handlers.onLoaded(title);
    this.#handlers.onTurns();
  }

  #apply(events) {
    let turnsChanged = false;
    for (const event of events) {
      if (!this.#transcript.apply(event)) {
        this.#load(); // an event of a turn we have never seen: start from the truth
        return true;
      }
      if (event.type === 'chunk') continue;
      turnsChanged = true;
      if (event.type === 'turn-started') this.openTurnId = event.turnId;
      else {
        if (this.openTurnId === event.turnId) this.openTurnId = null;
        this.#handlers.onEnded(this.#transcript.turn(event.turnId));
      }
    }
    const complete = this.#transcript.render();
    if (turnsChanged) this.#handlers.onTurns();
    return complete;
  }

  async #explainRefusal(cursor) {
    try {
      await probeEvents(this.id, cursor);
    } catch (problem) {
      if (this.#abort.signal.aborted) return;
      if (problem.status === 404) this.#gone();
      else if (problem.is('invalid-cursor')) this.#load();
    }
  }

  #gone() {
    this.close();
    this.#handlers.onGone();
  }

  #visibility = () => {
    clearTimeout(this.#hiddenTimer);
    if (document.hidden) {
      this.#hiddenTimer = setTimeout(this.#leaveUnwatched, UNWATCHED_MS);
    } else if (this.#unwatched) {
      this.#unwatched = false;
      this.#live?.reopen(); // also if it was kept: the machine may have slept meanwhile
    }
  };

  #leaveUnwatched = () => {
    this.#unwatched = true;
    if (this.openTurnId === null) this.#live?.release();
    else this.#hiddenTimer = setTimeout(this.#leaveUnwatched, UNWATCHED_MS);
  };
}
