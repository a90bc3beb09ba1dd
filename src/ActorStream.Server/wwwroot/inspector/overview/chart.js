// One small chart: the last minute of one to three figures, with an axis that can be read and a
// value for every second, by pointer or by arrow keys.

import { el, setText } from '/app/dom.js';
import { roundUp, svg } from '../core/svg.js';

export const SPAN_MS = 60_000;
const WIDTH = 600;
const HEIGHT = 100;
// Seconds that are missing are shown as missing.
const GAP_MS = 3500;

export class Chart {
  #series;
  #format;
  #least;
  #base;
  #points = [];
  #looking = null; // the time that the reader looks at, or null for the newest
  #lines;
  #area = svg('path', { class: 'chart-area' });
  #cursor = svg('line', { class: 'chart-cursor', y1: 0, y2: HEIGHT, visibility: 'hidden' });
  #top = el('span', { class: 'chart-top' });
  #when = el('span', { class: 'chart-when' });
  #values;
  #plot;

  /** series: [{name, read(point)}], format(value), least: the axis ends no lower; base: 10, 1024 */
  constructor({ title, series, format, least = 1, base = 10, testid }) {
    this.#series = series;
    this.#format = format;
    this.#least = least;
    this.#base = base;
    this.#lines = series.map((_, index) => svg('path', { class: `chart-line line-${index}` }));
    this.#values = series.map(() => el('span', { class: 'chart-value' }, '–'));
    const drawing = svg(
      'svg',
      { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
      svg('line', { class: 'chart-grid', x1: 0, x2: WIDTH, y1: 0.5, y2: 0.5 }),
      svg('line', { class: 'chart-grid', x1: 0, x2: WIDTH, y1: HEIGHT / 2, y2: HEIGHT / 2 }),
      svg('line', { class: 'chart-base', x1: 0, x2: WIDTH, y1: HEIGHT - 0.5, y2: HEIGHT - 0.5 }),
      series.length === 1 ? this.#area : null,
      ...this.#lines,
      this.#cursor,
    );
    this.#plot = el(
      'div',
      {
        class: 'chart-plot',
        tabindex: 0,
        role: 'slider',
        'aria-label': `${title}: seconds ago`,
        'aria-valuemin': -60,
        'aria-valuemax': 0,
      },
      drawing,
      this.#top,
      el('span', { class: 'chart-zero' }, '0'),
    );
    this.#listen();
    this.element = el(
      'figure',
      { class: 'chart', 'data-testid': testid },
      el(
        'figcaption',
        {},
        el('span', { class: 'chart-title' }, title),
        el('span', { class: 'chart-values' }, ...series.map((s, i) => this.#legend(s, i))),
      ),
      this.#plot,
      el(
        'div',
        { class: 'chart-axis' },
        el('span', {}, '1 min ago'),
        this.#when,
        el('span', {}, 'now'),
      ),
    );
  }

  #legend({ name }, index) {
    const single = this.#series.length === 1;
    return el(
      'span',
      { class: 'chart-legend' },
      single
        ? null
        : svg(
            'svg',
            { class: 'chart-key', viewBox: '0 0 14 4' },
            svg('path', { class: `chart-line line-${index}`, d: 'M0 2H14' }),
          ),
      single ? null : el('span', {}, name),
      this.#values[index],
    );
  }

  /** points: [{at: ms, …}], oldest first */
  draw(points) {
    this.#points = points;
    const newest = points.at(-1)?.at ?? 0;
    const values = points.flatMap((point) => this.#series.map(({ read }) => read(point)));
    const top = roundUp(Math.max(0, ...values), this.#least, this.#base);
    setText(this.#top, this.#format(top));
    const x = (at) => WIDTH * (1 - (newest - at) / SPAN_MS);
    const y = (value) => HEIGHT * (1 - value / top);
    this.#series.forEach(({ read }, index) => {
      this.#lines[index].setAttribute(
        'd',
        pathOf(points, x, (point) => y(read(point))),
      );
    });
    if (this.#series.length === 1) {
      this.#area.setAttribute(
        'd',
        areaOf(points, x, (point) => y(this.#series[0].read(point))),
      );
    }
    this.#show();
  }

  #listen() {
    this.#plot.addEventListener('pointermove', (event) => {
      const { left, width } = this.#plot.getBoundingClientRect();
      const newest = this.#points.at(-1)?.at ?? 0;
      this.#looking = newest - SPAN_MS * (1 - (event.clientX - left) / width);
      this.#show();
    });
    const leave = () => {
      this.#looking = null;
      this.#show();
    };
    this.#plot.addEventListener('pointerleave', leave);
    this.#plot.addEventListener('blur', leave);
    this.#plot.addEventListener('keydown', (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1, Home: -60, End: 60 }[event.key];
      if (step === undefined || this.#points.length === 0) return;
      event.preventDefault();
      const index = this.#points.indexOf(this.#nearest()) + step;
      this.#looking = this.#points[Math.max(0, Math.min(this.#points.length - 1, index))].at;
      this.#show();
    });
  }

  #nearest() {
    if (this.#looking === null) return this.#points.at(-1);
    return this.#points.reduce((best, point) =>
      Math.abs(point.at - this.#looking) < Math.abs(best.at - this.#looking) ? point : best,
    );
  }

  #show() {
    if (this.#points.length === 0) return;
    const point = this.#nearest();
    const newest = this.#points.at(-1).at;
    this.#series.forEach(({ read }, index) => {
      setText(this.#values[index], this.#format(read(point)));
    });
    const looking = this.#looking !== null;
    const secondsAgo = Math.round((newest - point.at) / 1000);
    const x = WIDTH * (1 - (newest - point.at) / SPAN_MS);
    this.#cursor.setAttribute('visibility', looking ? 'visible' : 'hidden');
    this.#cursor.setAttribute('x1', x);
    this.#cursor.setAttribute('x2', x);
    setText(this.#when, looking ? `${secondsAgo} s ago` : '');
    this.#plot.setAttribute('aria-valuenow', -secondsAgo);
    const texts = this.#series.map(({ name, read }) => `${name} ${this.#format(read(point))}`);
    this.#plot.setAttribute('aria-valuetext', `${secondsAgo} s ago: ${texts.join(', ')}`);
  }
}

function pathOf(points, x, y) {
  let path = '';
  let last = -Infinity;
  for (const point of points) {
    path += `${point.at - last > GAP_MS ? 'M' : 'L'}${x(point.at).toFixed(1)} ${y(point).toFixed(1)}`;
    last = point.at;
  }
  return path;
}

function areaOf(points, x, y) {
  const runs = [];
  let last = -Infinity;
  for (const point of points) {
    if (point.at - last > GAP_MS) runs.push([]);
    runs.at(-1).push(point);
    last = point.at;
  }
  return runs.map((run) => `${pathOf(run, x, y)}V${HEIGHT}H${x(run[0].at).toFixed(1)}Z`).join('');
}
