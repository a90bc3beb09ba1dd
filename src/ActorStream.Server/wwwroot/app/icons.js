// Line icons, drawn here so that the page loads nothing from elsewhere.

const SVG = 'http://www.w3.org/2000/svg';

const PATHS = {
  copy: ['M9 9h10v11H9z', 'M5 15V4h10'],
  check: ['M5 12.5l4.5 4.5L19 7.5'],
  trash: ['M4 7h16', 'M9 7V4h6v3', 'M6 7l1 13h10l1-13', 'M10 11v5', 'M14 11v5'],
  retry: ['M4 5v5h5', 'M4.6 10a8 8 0 1 1-.6 4'],
  stop: ['M7 7h10v10H7z'],
  cut: ['M5 12h4', 'M15 12h4', 'M11 6l2 12'],
  alert: ['M12 4l9 16H3z', 'M12 10v4', 'M12 17v.5'],
  chevron: ['M9 6l6 6-6 6'],
  play: ['M8 5l11 7-11 7z'],
  pause: ['M8 5v14', 'M16 5v14'],
};

export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  for (const data of PATHS[name]) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', data);
    svg.append(path);
  }
  return svg;
}
