// Asks again and again, one question at a time, and not while nobody looks.

export class Poll {
  #ask;
  #everyMs;
  #onAnswer;
  #onProblem;
  #abort = new AbortController();
  #timer = 0;
  #asking = false;
  #again = false;

  /** ask(signal) gives a promise. */
  constructor({ ask, everyMs, onAnswer, onProblem }) {
    this.#ask = ask;
    this.#everyMs = everyMs;
    this.#onAnswer = onAnswer;
    this.#onProblem = onProblem;
    document.addEventListener('visibilitychange', this.now);
    this.now();
  }

  /** Asks at once; a question that is under way is followed by another. */
  now = async () => {
    clearTimeout(this.#timer);
    const { signal } = this.#abort;
    if (signal.aborted || document.hidden) return;
    if (this.#asking) {
      this.#again = true;
      return;
    }
    this.#asking = true;
    try {
      const answer = await this.#ask(signal);
      if (!signal.aborted) this.#onAnswer(answer);
    } catch (problem) {
      if (signal.aborted || problem.name === 'AbortError') return;
      this.#onProblem(problem);
    } finally {
      this.#asking = false;
    }
    if (signal.aborted) return;
    const soon = this.#again;
    this.#again = false;
    if (soon) this.now();
    else this.#timer = setTimeout(this.now, this.#everyMs);
  };

  close() {
    this.#abort.abort();
    clearTimeout(this.#timer);
    document.removeEventListener('visibilitychange', this.now);
  }
}
