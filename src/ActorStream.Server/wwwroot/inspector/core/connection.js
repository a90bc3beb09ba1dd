// Whether what is on the page is fresh. Old figures that look like new ones are the worst thing
// that a page like this can show.

import { byId, setText } from '/app/dom.js';
import { clockTime } from './figures.js';

// A reconnect that succeeds at once is nobody's business.
const SHOW_AFTER_MS = 700;
const LABELS = { idle: '', connecting: 'Connecting', live: 'Live', reconnecting: 'Reconnecting' };

let state = 'idle';
let heardAt = null;
let reason = null;
let timer = 0;

/** 'idle', 'connecting', 'live' or 'reconnecting'; for the last, the refusal if there was one. */
export function setConnection(next, refusal = null) {
  if (next === 'live') heardAt = new Date();
  reason = refusal?.status > 0 ? refusal.title : 'The server can’t be reached';
  if (next === state) return;
  if (next === 'connecting' && state === 'reconnecting') return;
  if (state === 'live' && next === 'reconnecting') heardAt = new Date();
  state = next;
  clearTimeout(timer);
  if (state === 'reconnecting') timer = setTimeout(show, SHOW_AFTER_MS);
  else show();
}

/** For another page, which has its own connection and nothing old to show. */
export function resetConnection() {
  heardAt = null;
  state = 'idle';
  clearTimeout(timer);
  show();
}

function show() {
  const stale = state === 'reconnecting';
  byId('connection').dataset.state = state;
  setText(byId('connection-label'), LABELS[state]);
  document.body.dataset.stale = String(stale);
  byId('stale').hidden = !stale;
  if (!stale) return;
  const since = heardAt === null ? '' : ` What you see is from ${clockTime(heardAt)}.`;
  setText(byId('stale'), `${reason}.${since} Trying again…`);
}
