// One stored row as one line.

import { el } from '/app/dom.js';
import { exactTime, milliseconds } from '../core/figures.js';
import { oneLine, visible } from '../core/visible.js';

const PREVIEW = 160;

export const isDamaged = (row) => row === null || Boolean(row?.damage);

/** The first part of a manifest: "chunk.v2" is a chunk. */
export const kindOf = (row) => row.manifest.split('.')[0];

/** `row` and `previous` as Rows.at gives them. */
export function rowLine(sequenceNr, row, previous, erased) {
  const line = el('div', {
    class: 'row',
    role: 'option',
    id: `row-${sequenceNr}`,
    'data-testid': 'row',
    'data-sequence-nr': sequenceNr,
  });
  const number = el('span', { class: 'row-number' }, sequenceNr.toLocaleString());
  if (row === undefined) {
    line.append(number, el('span', { class: 'row-wait' }, '…'));
    return line;
  }
  if (row === null) {
    line.dataset.kind = erased ? 'erased' : 'damaged';
    const text = erased ? 'erased' : 'missing: the journal has no row of this number';
    line.append(number, el('span', { class: 'row-missing' }, text));
    return line;
  }
  line.dataset.kind = row.damage ? 'damaged' : kindOf(row);
  line.append(
    number,
    el('time', { class: 'row-time', datetime: row.createdAt }, exactTime(row.createdAt)),
    el('span', { class: 'row-delta' }, deltaOf(row, previous)),
    el('span', { class: 'row-manifest' }, oneLine(row.manifest, 40)),
    el('bdi', { class: 'row-preview' }, row.damage ? damageText(row.damage) : previewOf(row)),
    el('span', { class: 'row-bytes' }, `${row.bytes.toLocaleString()} B`),
  );
  return line;
}

export const damageText = ({ kind, reason }) => `damaged (${visible(kind)}): ${visible(reason)}`;

function deltaOf(row, previous) {
  if (!previous) return '';
  const passed = Date.parse(row.createdAt) - Date.parse(previous.createdAt);
  return passed < 1 ? '' : `+${milliseconds(passed)}`;
}

export function previewOf({ payload, deleted }) {
  if (deleted && !payload) return 'erased';
  if (payload === null || typeof payload !== 'object')
    return oneLine(JSON.stringify(payload) ?? '', PREVIEW);
  const turn = typeof payload.turnId === 'string' ? `${payload.turnId}  ` : '';
  const said =
    payload.text ??
    payload.prompt ??
    payload.title ??
    payload.error?.title ??
    payload.reason ??
    payload.finishReason;
  const text = typeof said === 'string' ? said : JSON.stringify(payload);
  return oneLine(turn + text, PREVIEW);
}
