// The requests of docs/admin.md. Failures are Problems, as on the chat page; a key that is refused
// is also told to the one who asked to be told.

import { request } from '/app/api.js';
import { Problem } from '/app/problem.js';
import { currentKey } from './key.js';

let refused = () => {};

/** Sets who hears that the key of this tab is no longer accepted. */
export const onKeyRefused = (handler) => {
  refused = handler;
};

const authorization = (key) => ({ Authorization: `Bearer ${key}` });

async function ask(method, path, { body, signal, key = currentKey() } = {}) {
  try {
    const headers = authorization(key);
    return await request(method, `/admin${path}`, { body, signal, headers });
  } catch (problem) {
    if (problem.status === 401 && key === currentKey()) refused(problem);
    throw problem;
  }
}

/** A response whose body is read by the caller, piece by piece. */
export async function open(
  path,
  { method = 'GET', accept, body, type = 'application/json', signal } = {},
) {
  const key = currentKey();
  let response;
  try {
    response = await fetch(`/admin${path}`, {
      method,
      signal,
      cache: 'no-store',
      headers: {
        Accept: accept,
        ...authorization(key),
        ...(body === undefined ? {} : { 'Content-Type': type }),
      },
      body: body === undefined || body instanceof Blob ? body : JSON.stringify(body),
    });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw Problem.unreachable();
  }
  if (response.ok) return response;
  const problem = await Problem.from(response);
  if (problem.status === 401 && key === currentKey()) refused(problem);
  throw problem;
}

const of = (id, rest = '') => `/conversations/${encodeURIComponent(id)}${rest}`;

export const getOverview = (options) => ask('GET', '/overview', options);
export const getStats = (options) => ask('GET', '/stats', options);
export const getDoctor = (options) => ask('GET', '/doctor', options);

export const listConversations = (query, options) =>
  ask('GET', `/conversations?${new URLSearchParams(query)}`, options);

export const getConversation = (id, options) => ask('GET', of(id), options);
export const getTimeline = (id, options) => ask('GET', of(id, '/timeline'), options);
export const getViewers = (id, options) => ask('GET', of(id, '/viewers'), options);

export const getRows = (id, from, limit, options) =>
  ask('GET', of(id, `/events?${new URLSearchParams({ from, limit })}`), options);

export const rowsAfter = (id, sequenceNr) =>
  of(id, `/events?${new URLSearchParams({ after: sequenceNr })}`);

export const stopTurn = (id) => ask('POST', of(id, '/stop'));
/** Says what healing would do; with the `plan` that was seen, does that and nothing else. */
export const heal = (id, plan = null) =>
  ask('POST', of(id, '/heal'), { body: plan === null ? { apply: false } : { apply: true, plan } });
export const takeSnapshot = (id) => ask('POST', of(id, '/snapshot'));
export const erase = (id) => ask('DELETE', of(id));
export const exportOf = (id, signal) =>
  open(of(id, '/export'), { accept: 'application/jsonl', signal });

export const verify = (conversationId, signal) =>
  open('/verify', {
    method: 'POST',
    accept: 'text/event-stream',
    body: { conversationId },
    signal,
  });

export const exportAll = (signal) => open('/export', { accept: 'application/jsonl', signal });

/** `file` is sent as it is; the answer says what came. */
export async function importFile(file, signal) {
  const response = await open('/import', {
    method: 'POST',
    accept: 'application/json',
    type: 'application/jsonl',
    body: file,
    signal,
  });
  return response.json();
}

const orderOf = (path) => (body, signal) =>
  open(path, { method: 'POST', accept: 'text/event-stream', body, signal });

/** Large orders, which tell by events how far they are. */
export const compact = orderOf('/compact');
export const prune = orderOf('/prune');

/** The stream of every conversation's rows; without an ordering, what is written next. */
export const journalAfter = (ordering) =>
  ordering === null ? '/journal' : `/journal?${new URLSearchParams({ after: ordering })}`;
