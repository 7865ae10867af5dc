// On a dark page the lines of a figure are lighter, so that they stand out as much.

const LIGHTER = { "#0072B2": "#4FA9E2", "#009E73": "#23BF91", "#D55E00": "#F07F2E", "#7F7F7F": "#A3ABB4" };

function isDark(root) {
  const [, r, g, b] = /^#(..)(..)(..)/.exec(themed(root, "background-color")) ?? [];
  return r !== undefined && [r, g, b].every((part) => parseInt(part, 16) < 96);
}

// The trace with its colours, and those of its lines and markers, for a dark page.
function lit(trace) {
  const swap = (part) => (part?.color && LIGHTER[part.color] ? { ...part, color: LIGHTER[part.color] } : part);
  return { ...trace, line: swap(trace.line), marker: swap(trace.marker) };
}
