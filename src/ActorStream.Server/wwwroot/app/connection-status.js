// Whether this page hears the server. A lost connection never harms an answer, and the page says
// so.

import { byId, setText } from './dom.js';

// A reconnect that succeeds at once is nobody's business.
const SHOW_AFTER_MS = 400;

const LABELS = {
  live: 'Live',
  connecting: 'Connecting',
  reconnecting: 'Reconnecting',
  idle: '',
};

export class ConnectionStatus {
  #element = byId('connection');
  #banner = byId('reconnecting');
  #timer = 0;
  #state = 'idle';
  #running = false;

  set(state) {
    if (state === this.#state) return;
    this.#state = state;
    clearTimeout(this.#timer);
    if (state === 'reconnecting') this.#timer = setTimeout(() => this.#show(), SHOW_AFTER_MS);
    else this.#show();
  }

  setRunning(running) {
    this.#running = running;
    this.#banner.dataset.running = String(running);
    if (!this.#banner.hidden) this.#show();
  }

  #show() {
    const reconnecting = this.#state === 'reconnecting';
    this.#element.dataset.state = this.#state;
    setText(byId('connection-label'), LABELS[this.#state]);
    this.#element.hidden = this.#state === 'idle';
    this.#banner.hidden = !reconnecting;
    setText(
      byId('reconnecting-text'),
      this.#running
        ? 'Connection lost. Reconnecting; what was written meanwhile will be fetched…'
        : 'Connection lost. Reconnecting…',
    );
  }
}
