// Adjacent tool or data chunks are one part: JSON documents, one after the other. Each is laid out
// on its own; what is no JSON stays as it came.

const MAX_PRETTY = 64 * 1024;

export function splitJson(text) {
  if (text.length > MAX_PRETTY) return [text];
  const documents = [];
  let start = 0;
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (inString) {
      if (character === '\\') at++;
      else if (character === '"') inString = false;
    } else if (character === '"') {
      inString = true;
    } else if (character === '{' || character === '[') {
      depth++;
    } else if (character === '}' || character === ']') {
      depth--;
      if (depth === 0) {
        documents.push(pretty(text.slice(start, at + 1)));
        start = at + 1;
      }
    }
  }
  if (start < text.length) documents.push(pretty(text.slice(start)));
  return documents;
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
