// One turn over time: how much was written when, the wait for the first chunk, and the pauses.

import { el } from '/app/dom.js';
import { milliseconds } from '../core/figures.js';
import { svg } from '../core/svg.js';

const WIDTH = 1000;
const HEIGHT = 56;
const FLOOR = HEIGHT - 2;

export function turnDrawing(turn) {
  const { buckets } = turn;
  const length = lengthOf(turn);
  if (length === 0) return el('p', { class: 'quiet' }, 'Nothing was written.');
  const x = (ms) => Math.min(WIDTH, (WIDTH * ms) / length);
  const most = Math.max(1, ...buckets.map(({ characters }) => characters));
  const width = WIDTH / Math.max(1, buckets.length);
  const bars = buckets
    .filter(({ chunks }) => chunks > 0)
    .map(({ startMilliseconds, characters }) => {
      const height = Math.max(2, (HEIGHT - 6) * (characters / most));
      return svg('rect', {
        class: 'turn-bar',
        x: (x(startMilliseconds) + width * 0.1).toFixed(1),
        width: (width * 0.8).toFixed(1),
        y: (FLOOR - height).toFixed(1),
        height: height.toFixed(1),
      });
    });
  const first = turn.firstChunkMilliseconds;
  const gaps = placedGaps(turn, length).map(({ from, to }) =>
    svg('rect', {
      class: 'turn-gap',
      x: x(from).toFixed(1),
      width: Math.max(3, x(to - from)).toFixed(1),
      y: 0,
      height: FLOOR,
    }),
  );
  const drawing = svg(
    'svg',
    {
      class: 'turn-drawing',
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      preserveAspectRatio: 'none',
      role: 'img',
      'aria-label': sentence(turn, length),
    },
    first === null
      ? null
      : svg('rect', { class: 'turn-first', x: 0, y: 0, width: x(first).toFixed(1), height: FLOOR }),
    ...gaps,
    ...bars,
    svg('line', { class: 'turn-floor', x1: 0, x2: WIDTH, y1: FLOOR, y2: FLOOR }),
    svg('line', {
      class: 'turn-end',
      'data-state': turn.status,
      x1: WIDTH - 1,
      x2: WIDTH - 1,
      y1: 0,
      y2: FLOOR,
    }),
  );
  return el(
    'div',
    { class: 'turn-graph' },
    drawing,
    el(
      'div',
      { class: 'turn-axis', 'aria-hidden': 'true' },
      el('span', {}, '0'),
      el('span', {}, milliseconds(length / 2)),
      el(
        'span',
        {},
        turn.status === 'running' ? `${milliseconds(length)} and on` : milliseconds(length),
      ),
    ),
  );
}

function lengthOf({ durationMilliseconds, buckets }) {
  if (durationMilliseconds !== null && durationMilliseconds > 0) return durationMilliseconds;
  if (buckets.length === 0) return 0;
  const last = buckets.at(-1).startMilliseconds;
  return buckets.length === 1 ? Math.max(last, 1) : last + last / (buckets.length - 1);
}

/** Where the gaps are: chunks are numbered without holes, so counting them finds their bucket. */
function placedGaps({ gaps, buckets, firstSequenceNr }, length) {
  const span = length / Math.max(1, buckets.length);
  const placeOf = (chunk) => {
    let counted = 0;
    const bucket = buckets.find(({ chunks }) => (counted += chunks) >= chunk);
    return bucket === undefined ? null : bucket.startMilliseconds + span / 2;
  };
  return gaps.flatMap(({ afterSequenceNr, milliseconds: passed }) => {
    const chunk = afterSequenceNr - firstSequenceNr;
    const to = placeOf(chunk + 1);
    if (to === null) return [];
    const from = Math.max(0, Math.min(placeOf(chunk) ?? to, to - passed / 2));
    return [{ from, to: Math.max(to, from + passed) }];
  });
}

function sentence(turn, length) {
  const first = turn.firstChunkMilliseconds;
  const parts = [
    `${turn.chunks} chunks in ${milliseconds(length)}`,
    first === null ? 'no chunk' : `the first after ${milliseconds(first)}`,
    `${turn.gaps.length} gaps`,
    turn.status,
  ];
  return parts.join(', ');
}
