// Events arrive by the thousand a second; a screen shows sixty pictures. Events wait here for the
// next frame and are handed over together. A hidden tab has no frames, so a timer stands in.

const HIDDEN_MS = 500;

export class FrameQueue {
  #items = [];
  #handle;
  #frame = 0;
  #timer = 0;

  /** handle(items) returns false when it wants to be called again at the next frame. */
  constructor(handle) {
    this.#handle = handle;
    document.addEventListener('visibilitychange', this.flush);
  }

  push(item) {
    this.#items.push(item);
    this.#schedule();
  }

  flush = () => {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#frame = this.#timer = 0;
    const items = this.#items;
    this.#items = [];
    if (!this.#handle(items)) this.#schedule();
  };

  /** Forgets what waits. */
  drop() {
    this.#items = [];
  }

  close() {
    document.removeEventListener('visibilitychange', this.flush);
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#items = [];
    this.#handle = () => true;
  }

  #schedule() {
    if (this.#frame !== 0 || this.#timer !== 0) return;
    if (document.hidden) this.#timer = setTimeout(this.flush, HIDDEN_MS);
    else this.#frame = requestAnimationFrame(this.flush);
  }
}
