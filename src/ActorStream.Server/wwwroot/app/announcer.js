// What a screen reader should hear that is not text in the transcript. Polite, and one at a time.

import { byId, setText } from './dom.js';

export function announce(text) {
  setText(byId('announcer'), text);
}
