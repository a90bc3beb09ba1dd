// Elements of SVG. Text never goes into a drawing: labels are HTML beside it and keep their size.

const NAMESPACE = 'http://www.w3.org/2000/svg';
const STEPS = {
  10: [1, 2, 3, 4, 5, 6, 8, 10],
  1024: [1, 2, 4, 8, 16, 32, 64, 128, 256, 384, 512, 768, 1024],
};

export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS(NAMESPACE, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) node.setAttribute(name, String(value));
  }
  node.append(...children.filter(Boolean));
  return node;
}

/** The next number that reads well on an axis, in steps of ten or (for bytes) of 1,024. */
export function roundUp(value, least = 1, base = 10) {
  if (value <= least) return least;
  const power = base ** Math.floor(Math.log(value) / Math.log(base) + 1e-9);
  return power * (STEPS[base].find((step) => step * power >= value) ?? base);
}
