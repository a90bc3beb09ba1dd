// Bytes as operators know them: offset, sixteen bytes, and the letters they would be.

const MAX_BYTES = 16 * 1024;
const WIDTH = 16;

export function hexDump(base64) {
  let binary;
  try {
    binary = atob(base64);
  } catch {
    return 'These bytes did not arrive whole.';
  }
  const lines = [];
  for (let at = 0; at < Math.min(binary.length, MAX_BYTES); at += WIDTH) {
    const part = binary.slice(at, at + WIDTH);
    const hex = [...part].map((c) => c.charCodeAt(0).toString(16).padStart(2, '0')).join(' ');
    const letters = part.replace(/[^\x20-\x7e]/g, '·');
    lines.push(`${at.toString(16).padStart(6, '0')}  ${hex.padEnd(WIDTH * 3)} ${letters}`);
  }
  if (binary.length > MAX_BYTES)
    lines.push(`… ${(binary.length - MAX_BYTES).toLocaleString()} more bytes`);
  return lines.join('\n');
}
