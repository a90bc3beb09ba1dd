// A live stream that is kept up: reconnected with growing pauses, and given up for dead when even
// the heartbeat stays away.

import { delayMs, pause } from '/app/retry.js';
import { open } from './admin-api.js';
import { readEvents } from './sse-reader.js';

export class Feed {
  #options;
  #closing = new AbortController();
  #connection = null;
  #silence = 0;

  /**
   * options: path() at each connection, silenceMs, onEvent(name, data), onState('connecting' |
   * 'live' | 'reconnecting', refusal), onProblem(problem) when the server refused for good
   */
  constructor(options) {
    this.#options = options;
    addEventListener('online', this.#restart);
    this.#run();
  }

  close() {
    this.#closing.abort();
    this.#connection?.abort();
    clearTimeout(this.#silence);
    removeEventListener('online', this.#restart);
  }

  get closed() {
    return this.#closing.signal.aborted;
  }

  async #run() {
    let attempt = 0;
    this.#options.onState('connecting');
    while (!this.closed) {
      let refusal = null;
      try {
        await this.#connect(() => (attempt = 0));
      } catch (problem) {
        if (this.closed) return;
        if (problem.status >= 400 && !problem.isTransient) {
          this.close();
          this.#options.onProblem(problem);
          return;
        }
        if (problem.status > 0) refusal = problem;
      }
      clearTimeout(this.#silence);
      if (this.closed) return;
      this.#options.onState('reconnecting', refusal);
      await pause(delayMs(attempt++, refusal?.retryAfterSeconds), this.#closing.signal);
    }
  }

  async #connect(onLive) {
    this.#connection = new AbortController();
    const { signal } = this.#connection;
    this.#listen();
    const response = await open(this.#options.path(), { accept: 'text/event-stream', signal });
    this.#options.onState('live');
    for await (const event of readEvents(response.body)) {
      if (this.closed) return;
      onLive();
      this.#listen();
      if (event !== null) this.#options.onEvent(event.name, JSON.parse(event.data));
    }
  }

  #listen() {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(this.#restart, this.#options.silenceMs);
  }

  #restart = () => this.#connection?.abort();
}
