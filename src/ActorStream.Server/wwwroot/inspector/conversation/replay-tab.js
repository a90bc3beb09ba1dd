// A scrubber through the history of the conversation. At its end it follows what is written.

import { el, setText } from '/app/dom.js';
import { FollowScroll } from '/app/follow-scroll.js';
import { icon } from '/app/icons.js';
import { exactTime } from '../core/figures.js';
import { failure, loading } from '../core/parts.js';
import { conversationHref, noteAddress } from '../core/routes.js';
import { svg } from '../core/svg.js';
import { HistoryLoader, MAX_EVENTS } from './history-loader.js';
import { PastTranscript } from './past-transcript.js';
import { Player } from './player.js';

const ADDRESS_MS = 400; // browsers allow only so many changes of the address
const SPEEDS = [1, 4, 16, 64];

export class ReplayTab {
  #context;
  #loader;
  #player;
  #at; // null: at the end, and with it
  #transcript = new PastTranscript();
  #scroller = el(
    'div',
    {
      class: 'past-scroller',
      tabindex: 0,
      role: 'region',
      'aria-label': 'The conversation at this event',
    },
    this.#transcript.element,
  );
  #jump = el(
    'button',
    { type: 'button', class: 'small-button jump', hidden: true },
    'Jump to latest',
  );
  #range = el('input', {
    class: 'scrubber',
    type: 'range',
    min: 1,
    max: 1,
    step: 1,
    'aria-label': 'Event',
    'data-testid': 'scrubber',
  });
  #play = el('button', { type: 'button', class: 'play', 'data-testid': 'play' });
  #speed = el(
    'select',
    { class: 'input', 'aria-label': 'Speed', 'data-testid': 'speed' },
    ...SPEEDS.map((speed) =>
      el('option', { value: speed }, speed === 1 ? 'original pace' : `${speed} × faster`),
    ),
  );
  #live = el(
    'button',
    { type: 'button', class: 'small-button', 'data-testid': 'to-live' },
    'Latest',
  );
  #label = el('output', { class: 'replay-label', 'data-testid': 'replay-label' });
  #note = el('p', { class: 'quiet', hidden: true });
  #marks = svg('svg', {
    class: 'marks',
    viewBox: '0 0 1000 6',
    preserveAspectRatio: 'none',
    'aria-hidden': 'true',
  });
  #waiting = loading('the history');
  #follow;
  #addressTimer = 0;
  #frame = 0;

  constructor(outlet, context, query) {
    this.#context = context;
    this.#at = Number(query.get('at')) || null;
    outlet.append(
      el(
        'div',
        { class: 'replay' },
        el('div', { class: 'past-place' }, this.#waiting, this.#scroller, this.#jump),
        el(
          'div',
          { class: 'replay-bar' },
          el('div', { class: 'replay-track' }, this.#range, this.#marks),
          el('div', { class: 'replay-controls' }, this.#play, this.#speed, this.#live, this.#label),
          this.#note,
        ),
      ),
    );
    this.#follow = new FollowScroll(this.#scroller, this.#jump);
    this.#loader = new HistoryLoader(context.id, context.rows.last, {
      erased: context.detail().state === 'deleted',
      onGrown: () => this.#schedule(),
      onProblem: (problem) => outlet.replaceChildren(failure(problem)),
    });
    this.#player = new Player(
      this.#loader.history,
      (at) => this.#go(at),
      () => this.#ended(),
    );
    this.#range.addEventListener('input', () => {
      this.#player.pause();
      this.#go(Number(this.#range.value));
    });
    this.#play.addEventListener('click', () => this.#togglePlay());
    this.#speed.addEventListener('change', () => (this.#player.speed = Number(this.#speed.value)));
    this.#live.addEventListener('click', () => this.#ended());
    this.#schedule();
  }

  update(query) {
    const at = Number(query.get('at')) || null;
    if (at === this.#at || this.#addressTimer !== 0) return;
    this.#player.pause();
    this.#at = at;
    this.#schedule();
  }

  changed() {}

  added(row) {
    this.#loader.add(row);
  }

  close() {
    this.#loader.close();
    this.#player.pause();
    clearTimeout(this.#addressTimer);
    cancelAnimationFrame(this.#frame);
  }

  #togglePlay() {
    const { history } = this.#loader;
    if (this.#player.isPlaying) this.#player.pause();
    else {
      const from = this.#at === null || this.#at >= history.last ? 1 : this.#at;
      this.#go(from);
      this.#player.play(from);
    }
    this.#schedule();
  }

  #ended() {
    this.#player.pause();
    this.#at = null;
    this.#follow.toLatest();
    this.#noteAddress();
    this.#schedule();
  }

  #go(sequenceNr) {
    if (sequenceNr === this.#at) return;
    this.#at = sequenceNr;
    this.#noteAddress();
    this.#schedule();
  }

  #noteAddress() {
    if (this.#addressTimer !== 0) return;
    this.#addressTimer = setTimeout(() => {
      this.#addressTimer = 0;
      noteAddress(
        conversationHref(this.#context.id, 'replay', this.#at === null ? {} : { at: this.#at }),
      );
    }, ADDRESS_MS);
  }

  #schedule() {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#show());
  }

  #show() {
    this.#frame = 0;
    const { history, isComplete } = this.#loader;
    if (history.last === 0) return;
    this.#waiting.remove();
    const at = Math.min(this.#at ?? history.last, history.last);
    this.#range.max = history.last;
    this.#range.value = at;
    this.#transcript.show(history, at);
    this.#follow.grown();
    this.#describe(at, history, isComplete);
  }

  #describe(at, history, isComplete) {
    const playing = this.#player.isPlaying;
    const where = `${at.toLocaleString()} of ${history.last.toLocaleString()}`;
    const time = history.timeOf(at);
    const text = Number.isNaN(time) ? where : `${where} · ${exactTime(time)}`;
    setText(this.#label, text);
    this.#range.setAttribute('aria-valuetext', `event ${text}`);
    if (this.#play.dataset.playing !== String(playing)) {
      this.#play.dataset.playing = String(playing);
      this.#play.replaceChildren(icon(playing ? 'pause' : 'play'), playing ? 'Pause' : 'Play');
    }
    this.#live.disabled = this.#at === null;
    const tooLong = history.last >= MAX_EVENTS;
    this.#note.hidden = isComplete && !tooLong;
    setText(
      this.#note,
      tooLong
        ? `Only the first ${MAX_EVENTS.toLocaleString()} events are replayed.`
        : 'Reading the rest…',
    );
    this.#drawMarks(history);
  }

  // Where turns lie under the track, in the colour of their end.
  #drawMarks({ turns, last }) {
    const drawn = `${turns.length} ${last} ${turns.at(-1)?.to}`;
    if (this.#marks.dataset.drawn === drawn) return;
    this.#marks.dataset.drawn = drawn;
    const x = (sequenceNr) => (1000 * (sequenceNr - 1)) / Math.max(1, last - 1);
    this.#marks.replaceChildren(
      ...turns.map(({ from, to, end }) =>
        svg('rect', {
          class: 'mark-turn',
          'data-state': end?.status ?? 'running',
          x: x(from).toFixed(1),
          width: Math.max(2, x(to ?? last) - x(from) - 1).toFixed(1),
          y: 0,
          height: 6,
        }),
      ),
    );
  }
}
