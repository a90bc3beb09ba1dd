// Everything in the inspector that it does not make itself: other elements, handlers, styles that
// are not its own, and links that lead anywhere but into it.
() => {
  const allowed = new Set([
    'a', 'article', 'aside', 'bdi', 'button', 'caption', 'code', 'dd', 'div', 'dl', 'dt', 'figure',
    'figcaption', 'form', 'h1', 'h2', 'h3', 'header', 'input', 'label', 'li', 'line', 'nav', 'ol',
    'option', 'output', 'p', 'path', 'pre', 'progress', 'rect', 'section', 'select', 'span', 'strong',
    'svg', 'table', 'tbody', 'td', 'th', 'thead', 'time', 'tr', 'ul',
  ]);
  const forbidden = ['src', 'srcdoc', 'action', 'formaction', 'background', 'xlink:href'];
  const positioned = '.row, .rows-sizer';
  const found = [];
  for (const element of document.querySelectorAll('main, main *, dialog, dialog *')) {
    const names = element.getAttributeNames();
    const bad =
      !(allowed.has(element.localName) || ['main', 'dialog'].includes(element.localName)) ||
      names.some((name) => name.startsWith('on') || forbidden.includes(name)) ||
      (names.includes('style') && !element.matches(positioned)) ||
      (names.includes('href') && !element.getAttribute('href').startsWith('#'));
    if (bad) found.push(element.outerHTML.slice(0, 200));
  }
  return found.slice(0, 10);
};
