// What was typed and not sent, for each conversation of this tab; a reload keeps it.

import { session } from './storage.js';

const key = (id) => `draft:${id ?? 'new'}`;

export const readDraft = (id) => session.get(key(id)) ?? '';

export const writeDraft = (id, text) => session.set(key(id), text === '' ? null : text);

/** Gives a prompt back to the draft, before whatever was typed since. */
export function returnToDraft(id, prompt) {
  const draft = readDraft(id);
  if (draft === prompt) return;
  writeDraft(id, draft === '' ? prompt : `${prompt}\n\n${draft}`);
}
