// Elements without markup strings: children that are strings become text nodes, so nothing that a
// model or a user wrote is ever parsed as HTML.

export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export const byId = (id) => document.getElementById(id);

/** Sets text only where it changed: a live region must not repeat itself. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
