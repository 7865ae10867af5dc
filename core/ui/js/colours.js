// On a dark page the lines of a figure are lighter, so that they stand out as much.

const LIGHTER = { "#0072B2": "#4FA9E2", "#009E73": "#23BF91", "#D55E00": "#F07F2E", "#7F7F7F": "#A3ABB4" };

function isDark(root) {
  const [, r, g, b] = /^#(..)(..)(..)/.exec(themed(root, "background-color")) ?? [];
  return r !== undefined && [r, g, b].every((part) => parseInt(part, 16) < 96);
}

// The trace with the colours of its line and markers for a dark page.
function lit(trace) {
  const lighter = { ...trace };
  for (const part of ["line", "marker"]) {
    const color = LIGHTER[trace[part]?.color];
    if (color) lighter[part] = { ...trace[part], color };
  }
  return lighter;
}

// The colours of figures, as words of that colour have them in this theme.
const WORDS = { "#009E73": "green", "#D55E00": "orange", "#0072B2": "blue", "#7F7F7F": "gray" };

function wordColor(root, { line = {}, marker = {} }) {
  const color = line.color ?? marker.color ?? "";
  const own = Object.keys(LIGHTER).find((one) => LIGHTER[one] === color) ?? color;
  const name = WORDS[own.toUpperCase?.()];
  return themed(root, name ? `${name}-text-color` : "text-color");
}
