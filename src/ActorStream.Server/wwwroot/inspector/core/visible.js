// Text of strangers, made fit for an operator's eyes: what would reorder, hide or break text is
// shown as an escape, as the command line shows it.

import { el } from '/app/dom.js';

const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;
const NAMED = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

// The zero-width joiner holds emoji and Indic letters together and reorders nothing.
const JOINER = '\u200d';

function escapeOf(character) {
  if (NAMED[character] !== undefined) return NAMED[character];
  const code = character.codePointAt(0);
  const hex = (digits) => code.toString(16).padStart(digits, '0');
  if (code <= 0xff) return `\\x${hex(2)}`;
  return code <= 0xffff ? `\\u${hex(4)}` : `\\U${hex(8)}`;
}

const isKept = (character, lines) =>
  character === JOINER || (lines && (character === '\n' || character === '\t'));

/** One string, escapes included. `lines` keeps line feeds and tabs. */
export function visible(text, { lines = false } = {}) {
  return text.replace(UNSEEN, (c) => (isKept(c, lines) ? c : escapeOf(c)));
}

/** The same as nodes, each escape in an element of its own, so that it can be told from text. */
export function visibleNodes(text, { lines = false } = {}) {
  const nodes = [];
  let from = 0;
  for (const { 0: character, index } of text.matchAll(UNSEEN)) {
    if (isKept(character, lines)) continue;
    if (index > from) nodes.push(text.slice(from, index));
    nodes.push(el('span', { class: 'escaped' }, escapeOf(character)));
    from = index + character.length;
  }
  if (from < text.length) nodes.push(text.slice(from));
  return nodes;
}

/** One line, no longer than so many characters. */
export function oneLine(text, length) {
  const line = visible([...text.slice(0, length * 2)].slice(0, length).join(''));
  return text.length > length ? `${line}…` : line;
}

/** What stands where a title should be. One that was erased is not shown, even if it is known. */
export const titleOf = ({ title, state }) => {
  if (state === 'deleted') return 'Erased';
  return title ? oneLine(title, 200) : 'Untitled';
};
