// Where blocks begin and end, by lines. Scanning is apart from rendering so that a growing answer
// can find what is finished without building it again.
//
// The rule that streaming stands on: in a prefix of whole lines, every block but the last is the
// same block whatever follows.

const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})(.*)$/;
const HEADING = /^ {0,3}(#{1,6})(?:\s+|$)/;
const RULE = /^ {0,3}(?:-{3,}|\*{3,}|_{3,})\s*$/;
const QUOTE = /^ {0,3}>/;
const ITEM = /^( *)([-*+]|\d{1,9}[.)])(?: +|$)/;
const TABLE_RULE = /^ {0,3}\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;

const isBlank = (line) => line === undefined || line.trim() === '';

export function fenceAt(line) {
  const match = FENCE.exec(line);
  return match === null ? null : { mark: match[1], language: match[2].trim().split(/\s/)[0] };
}

export function closesFence(line, mark) {
  const trimmed = line.trim();
  return trimmed.length >= mark.length && trimmed === mark[0].repeat(trimmed.length);
}

export const headingAt = (line) => HEADING.exec(line);

export function itemAt(line) {
  const match = ITEM.exec(line);
  if (match === null) return null;
  const ordered = match[2].length > 1;
  return {
    ordered,
    mark: match[2].at(-1),
    number: ordered ? Number.parseInt(match[2], 10) : 0,
    indent: match[1].length,
    width: match[0].length,
  };
}

function startsTable(lines, at) {
  return (
    lines[at].includes('|') &&
    at + 1 < lines.length &&
    lines[at + 1].includes('-') &&
    lines[at + 1].includes('|') &&
    TABLE_RULE.test(lines[at + 1])
  );
}

function interruptsParagraph(lines, at) {
  const line = lines[at];
  return (
    isBlank(line) ||
    fenceAt(line) !== null ||
    HEADING.test(line) ||
    RULE.test(line) ||
    QUOTE.test(line) ||
    itemAt(line) !== null ||
    startsTable(lines, at)
  );
}

/** The block that starts at line `at`: its kind, and the line after it. */
export function scanBlock(lines, at) {
  const line = lines[at];
  if (isBlank(line)) return { kind: 'blank', end: at + 1 };

  const fence = fenceAt(line);
  if (fence !== null) {
    let end = at + 1;
    while (end < lines.length && !closesFence(lines[end], fence.mark)) end++;
    const closed = end < lines.length;
    return { kind: 'code', end: closed ? end + 1 : end, fence, closed };
  }
  if (HEADING.test(line)) return { kind: 'heading', end: at + 1 };
  if (RULE.test(line)) return { kind: 'rule', end: at + 1 };
  if (QUOTE.test(line)) {
    let end = at + 1;
    while (end < lines.length && QUOTE.test(lines[end])) end++;
    return { kind: 'quote', end };
  }
  const item = itemAt(line);
  if (item !== null) return { kind: 'list', end: listEnd(lines, at, item), item };
  if (startsTable(lines, at)) {
    let end = at + 2;
    while (end < lines.length && !isBlank(lines[end]) && lines[end].includes('|')) end++;
    return { kind: 'table', end };
  }
  let end = at + 1;
  while (end < lines.length && !interruptsParagraph(lines, end)) end++;
  return { kind: 'paragraph', end };
}

function listEnd(lines, at, first) {
  let end = at + 1;
  let blank = false;
  let width = first.width;
  while (end < lines.length) {
    const line = lines[end];
    if (isBlank(line)) {
      blank = true;
      end++;
      continue;
    }
    const item = itemAt(line);
    const indented = line.length - line.trimStart().length;
    if (item !== null && item.indent <= first.indent + 1) {
      if (item.ordered !== first.ordered || item.mark !== first.mark || RULE.test(line)) return end;
      width = item.width;
    } else if (indented < Math.min(width, first.indent + 2)) {
      if (blank || interruptsParagraph(lines, end)) return end;
    }
    blank = false;
    end++;
  }
  return end;
}
