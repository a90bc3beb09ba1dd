// Keeps the newest text in view until the reader scrolls up, and again once they are back down.

const NEAR_PX = 48;

export class FollowScroll {
  #scroller;
  #button;
  #following = true;
  #lastTop = 0;

  constructor(scroller, button) {
    this.#scroller = scroller;
    this.#button = button;
    scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    // A reader who opens something in the text wants to see that, not the end.
    scroller.addEventListener('toggle', () => this.#measure(), { capture: true });
    button.addEventListener('click', () => {
      this.toLatest();
      scroller.focus({ preventScroll: true });
    });
    new ResizeObserver(() => this.grown()).observe(scroller);
  }

  /** Call after content was added. */
  grown() {
    if (this.#following) this.#jump();
    this.#show();
  }

  toLatest() {
    this.#following = true;
    this.#jump();
    this.#show();
  }

  /** Stays where it is from now on: the reader was taken to another place on purpose. */
  letGo() {
    this.#following = false;
    this.#lastTop = this.#scroller.scrollTop;
    this.#show();
  }

  #jump() {
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
    this.#lastTop = this.#scroller.scrollTop;
  }

  #gap() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    return scrollHeight - scrollTop - clientHeight;
  }

  #scrolled() {
    const top = this.#scroller.scrollTop;
    if (this.#gap() < NEAR_PX) this.#following = true;
    else if (top < this.#lastTop - 1) this.#following = false;
    this.#lastTop = top;
    this.#show();
  }

  #measure() {
    this.#following = this.#gap() < NEAR_PX;
    this.#show();
  }

  #show() {
    this.#button.hidden = this.#following || this.#gap() < NEAR_PX;
  }
}
