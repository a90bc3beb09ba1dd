// Whether what has the focus shows it: an outline of its own, or of the part that is drawn for it.
() => {
  const element = document.activeElement;
  if (element === null || element === document.body) return true;
  const drawn = [null, '::after', '::before'].map((part) => getComputedStyle(element, part));
  const box = element.parentElement === null ? null : getComputedStyle(element.parentElement);
  const hasOutline = (style) =>
    style !== null && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
  return drawn.some(hasOutline) || hasOutline(box) || drawn[0].boxShadow !== 'none';
};
