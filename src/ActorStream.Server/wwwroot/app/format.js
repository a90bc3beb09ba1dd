// Times and numbers in the reader's own language.

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const number = new Intl.NumberFormat();

export const formatNumber = (value) => number.format(value);

export const fullTime = (at) => full.format(new Date(at));

export function shortTime(at, now = new Date()) {
  const date = new Date(at);
  return date.toDateString() === now.toDateString() ? clock.format(date) : day.format(date);
}

/** "Today", "Yesterday", "Earlier": headings of the list of conversations. */
export function dayGroup(at, now = new Date()) {
  const date = new Date(at);
  if (date.toDateString() === now.toDateString()) return 'Today';
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  return date.toDateString() === yesterday.toDateString() ? 'Yesterday' : 'Earlier';
}

export function duration(from, to) {
  const seconds = Math.max(0, (new Date(to) - new Date(from)) / 1000);
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
