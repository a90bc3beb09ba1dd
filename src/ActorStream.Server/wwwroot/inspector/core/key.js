// The operator's key: known to this tab until it is closed or signed out, and never in an address.

import { session } from '/app/storage.js';

const NAME = 'admin-key';
let key = session.get(NAME);

export const currentKey = () => key;

export function keepKey(value) {
  key = value;
  session.set(NAME, value);
}

export const forgetKey = () => keepKey(null);
