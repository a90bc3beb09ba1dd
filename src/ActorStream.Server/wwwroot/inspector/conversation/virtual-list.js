// Any number of rows of one height, of which only those in view exist.

const OVERSCAN = 12;
// A browser's page ends at about 33 million pixels; beyond this the oldest rows are left out.
export const MAX_ROWS = 1_000_000;

export class VirtualList {
  #scroller;
  #sizer;
  #height;
  #render;
  #onWindow;
  #count = 0;
  #nodes = new Map();
  #frame = 0;
  #pinned = -1;
  #stale = false; // the rows that exist have to be made anew

  /** render(index) gives an element; onWindow(from, to) hears which rows are in view. */
  constructor({ scroller, sizer, rowHeight, render, onWindow }) {
    this.#scroller = scroller;
    this.#sizer = sizer;
    this.#height = rowHeight;
    this.#render = render;
    this.#onWindow = onWindow;
    scroller.addEventListener('scroll', () => this.#schedule(), { passive: true });
    this.observer = new ResizeObserver(() => this.#schedule());
    this.observer.observe(scroller);
  }

  close() {
    this.observer.disconnect();
    cancelAnimationFrame(this.#frame);
  }

  setCount(count) {
    if (count === this.#count) return;
    this.#count = count;
    this.#sizer.style.height = `${count * this.#height}px`;
    this.#schedule();
  }

  /** This row exists even when it is out of view: the keyboard is on it. */
  pin(index) {
    this.#pinned = index;
    this.refresh();
  }

  /** Makes the rows in view anew, at the next frame. */
  refresh() {
    this.#stale = true;
    this.#schedule();
  }

  /** Brings a row into view; 'center' or 'nearest'. */
  reveal(index, block = 'nearest') {
    const top = index * this.#height;
    const { scrollTop, clientHeight } = this.#scroller;
    if (block === 'center') this.#scroller.scrollTop = top - (clientHeight - this.#height) / 2;
    else if (top < scrollTop) this.#scroller.scrollTop = top;
    else if (top + this.#height > scrollTop + clientHeight) {
      this.#scroller.scrollTop = top + this.#height - clientHeight;
    }
    this.#schedule();
  }

  get rowsInView() {
    return Math.max(1, Math.floor(this.#scroller.clientHeight / this.#height) - 1);
  }

  #schedule() {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#show());
  }

  #show() {
    this.#frame = 0;
    const { scrollTop, clientHeight } = this.#scroller;
    if (clientHeight === 0) return;
    const first = Math.max(0, Math.floor(scrollTop / this.#height) - OVERSCAN);
    const end = Math.min(
      this.#count,
      Math.ceil((scrollTop + clientHeight) / this.#height) + OVERSCAN,
    );
    const inView = (index) => (index >= first && index < end) || index === this.#pinned;
    for (const [index, node] of this.#nodes) {
      if (inView(index) && index < this.#count && !this.#stale) continue;
      node.remove();
      this.#nodes.delete(index);
    }
    this.#stale = false;
    const added = document.createDocumentFragment();
    for (let index = first; index < end; index++) this.#make(index, added);
    if (this.#pinned >= 0 && this.#pinned < this.#count) this.#make(this.#pinned, added);
    this.#sizer.append(added);
    if (end > first) this.#onWindow(first, end - 1);
  }

  #make(index, parent) {
    if (this.#nodes.has(index)) return;
    const node = this.#render(index);
    node.style.transform = `translateY(${index * this.#height}px)`;
    this.#nodes.set(index, node);
    parent.append(node);
  }
}
