// The only place where a model's text becomes a link. Nothing is loaded until a reader clicks, and
// only http and https ever get an href: everything else stays text.

const BARE_URL = /https?:\/\/[^\s<>"'`\\]+/iy;
const TRAILING_PUNCTUATION = /[.,;:!?'"*_~)\]}]+$/;

/** The address as a browser would take it, or null if it is none we link to. */
export function safeHref(address) {
  if (/[\u0000-\u0020\u007f]/.test(address)) return null;
  let url;
  try {
    url = new URL(address);
  } catch {
    return null; // relative or malformed: a model has no business with our own paths
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  // "https://bank.example@evil.example" reads as the wrong host.
  if (url.username !== '' || url.password !== '') return null;
  return url.href;
}

export function linkElement(href, children) {
  const link = document.createElement('a');
  link.href = href;
  link.title = href;
  link.target = '_blank';
  link.rel = 'noopener noreferrer nofollow';
  link.append(...children);
  return link;
}

/** The bare address that starts at `start`, without the sentence's punctuation, or null. */
export function bareUrlAt(text, start) {
  if (start > 0 && /\w/.test(text[start - 1])) return null;
  BARE_URL.lastIndex = start;
  const match = BARE_URL.exec(text);
  if (match === null) return null;
  const shown = match[0].replace(TRAILING_PUNCTUATION, '');
  return safeHref(shown) === null ? null : shown;
}
