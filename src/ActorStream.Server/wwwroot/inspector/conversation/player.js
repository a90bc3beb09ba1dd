// Moves through a history at the pace at which it was written, or faster.

export class Player {
  #history;
  #onMove;
  #onEnd;
  #frame = 0;
  #playTime = 0;
  #lastFrame = 0;
  speed = 1;

  /** onMove(sequenceNr) for each step; onEnd() when there is nothing more. */
  constructor(history, onMove, onEnd) {
    this.#history = history;
    this.#onMove = onMove;
    this.#onEnd = onEnd;
  }

  get isPlaying() {
    return this.#frame !== 0;
  }

  play(from) {
    this.#playTime = this.#history.playTimeOf(from);
    this.#lastFrame = performance.now();
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(this.#step);
  }

  pause() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  #step = (now) => {
    this.#playTime += Math.max(0, now - this.#lastFrame) * this.speed;
    this.#lastFrame = now;
    const at = this.#history.lastDueAt(this.#playTime);
    if (at >= this.#history.last) {
      this.pause();
      this.#onMove(at);
      this.#onEnd();
      return;
    }
    this.#onMove(at);
    this.#frame = requestAnimationFrame(this.#step);
  };
}
