// Figures as operators read them: short, with their unit.

const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** Three digits that matter: 0.4, 12.3, 240. */
export function short(value) {
  if (value === 0) return '0';
  if (Math.abs(value) < 10) return String(Math.round(value * 10) / 10);
  return Math.round(value).toLocaleString();
}

export function bytes(value) {
  if (value === null || value === undefined) return '–';
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${short(value)} ${UNITS[unit]}`;
}

export function milliseconds(value) {
  if (value === null || value === undefined) return '–';
  if (value < 1000) return `${short(value)} ms`;
  if (value < 60_000) return `${(value / 1000).toFixed(value < 10_000 ? 2 : 1)} s`;
  return span(value);
}

/** A length of time in its two largest units. */
export function span(value) {
  const seconds = Math.floor(value / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return `${minutes} min ${seconds % 60} s`;
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

export function ago(at, now = Date.now()) {
  const passed = Math.max(0, now - Date.parse(at));
  if (passed < 2000) return 'now';
  if (passed < 60_000) return `${span(passed)} ago`;
  if (passed < 3_600_000) return `${Math.floor(passed / 60_000)} min ago`;
  const hours = Math.floor(passed / 3_600_000);
  return hours < 48 ? `${hours} h ago` : `${Math.floor(hours / 24)} d ago`;
}

export const clockTime = (at) => clock.format(new Date(at));

/** To the millisecond. */
export const exactTime = (at) =>
  `${clockTime(at)}.${String(new Date(at).getMilliseconds()).padStart(3, '0')}`;

export const plural = (count, one, many = `${one}s`) =>
  `${count.toLocaleString()} ${count === 1 ? one : many}`;
