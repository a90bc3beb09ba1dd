// The requests of docs/protocol.md. Every failure is a Problem, except an abort, which stays an
// AbortError for the one who asked for it.

import { Problem } from './problem.js';

export async function request(method, path, { body, headers = {}, signal } = {}) {
  let response;
  try {
    response = await fetch(path, {
      method,
      signal,
      cache: 'no-store',
      headers: {
        Accept: 'application/json',
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw Problem.unreachable();
  }
  if (!response.ok) throw await Problem.from(response);
  if (response.status === 204) return null;
  try {
    return await response.json();
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw Problem.unreachable(); // the answer broke off
  }
}

const conversation = (id) => `/conversations/${encodeURIComponent(id)}`;

export const listProviders = () => request('GET', '/providers');

export function listConversations({ limit, before = null }) {
  const query = new URLSearchParams({ limit });
  if (before !== null) query.set('before', before);
  return request('GET', `/conversations?${query}`);
}

export const createConversation = (title) => request('POST', '/conversations', { body: { title } });

export const getConversation = (id, signal) => request('GET', conversation(id), { signal });

export const deleteConversation = (id) => request('DELETE', conversation(id));

/** Safe to repeat with the same key and prompt: the server starts one turn only. */
export const submitPrompt = (id, prompt, idempotencyKey) =>
  request('POST', `${conversation(id)}/turns`, {
    body: prompt,
    headers: { 'Idempotency-Key': idempotencyKey },
  });

export const stopTurn = (id, turnId) =>
  request('POST', `${conversation(id)}/turns/${encodeURIComponent(turnId)}/stop`);

/** Only asks whether the events after the cursor can be had. */
export const probeEvents = (id, cursor) =>
  request('GET', `${eventsUrl(id, cursor)}&limit=1`);

export const eventsUrl = (id, cursor) =>
  `${conversation(id)}/events?${new URLSearchParams({ after: cursor })}`;
