// The events of one conversation after a cursor, for as long as wanted. The browser reconnects by
// itself and sends Last-Event-ID; where it gives up (an HTTP error), or can't know that it should
// try (a network that changed, a machine that slept), this does it, from the last cursor it saw.

import { eventsUrl } from './api.js';
import { delayMs } from './retry.js';

const NAMES = [
  'turn-started',
  'chunk',
  'turn-completed',
  'turn-aborted',
  'turn-failed',
  'turn-interrupted',
];

export class LiveEvents {
  #id;
  #cursor;
  #lastSequenceNr = 0;
  #handlers;
  #source = null;
  #timer = 0;
  #attempt = 0;
  #closed = false;

  /**
   * handlers: onEvent(event), onReset(), onRefused(cursor),
   * onState('connecting' | 'live' | 'reconnecting')
   */
  constructor(id, cursor, handlers) {
    this.#id = id;
    this.#cursor = cursor;
    this.#handlers = handlers;
    addEventListener('online', this.reopen);
    this.#open('connecting');
  }

  /** Starts over from the cursor: the connection may be dead without anybody having said so. */
  reopen = () => {
    if (!this.#closed) this.#open('reconnecting');
  };

  /** Lets go of the connection until `reopen`; nothing is lost, the cursor stays. */
  release() {
    clearTimeout(this.#timer);
    this.#source?.close();
  }

  close() {
    this.#closed = true;
    removeEventListener('online', this.reopen);
    this.release();
  }

  #open(state) {
    this.release();
    this.#handlers.onState(state);
    const source = new EventSource(eventsUrl(this.#id, this.#cursor));
    this.#source = source;
    source.addEventListener('open', () => {
      this.#attempt = 0;
      this.#handlers.onState('live');
    });
    source.addEventListener('error', () => this.#failed(source));
    source.addEventListener('reset', () => {
      this.close();
      this.#handlers.onReset();
    });
    for (const name of NAMES) {
      source.addEventListener(name, (message) => this.#received(name, message));
    }
  }

  #received(name, message) {
    const event = JSON.parse(message.data);
    this.#cursor = event.cursor;
    // Two connections of ours may overlap for a moment: an event counts once.
    if (event.sequenceNr <= this.#lastSequenceNr) return;
    this.#lastSequenceNr = event.sequenceNr;
    event.type = name;
    this.#handlers.onEvent(event);
  }

  #failed(source) {
    if (this.#closed || source !== this.#source) return;
    this.#handlers.onState('reconnecting');
    if (source.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
    // An EventSource does not tell the status; the owner asks whether the conversation still is.
    this.#handlers.onRefused(this.#cursor);
    this.#timer = setTimeout(this.reopen, delayMs(this.#attempt++));
  }
}
