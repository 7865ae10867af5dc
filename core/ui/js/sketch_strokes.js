// One stroke, one symbol, one word of a sketch, each as markup.

const DASHES = { dot: [1, 1], dash: [3, 3], longdash: [5, 5], dashdot: [3, 1, 1, 1] };
const SHAPES = {
  circle: "M-1,0A1,1,0,1,1,1,0A1,1,0,1,1,-1,0Z",
  "triangle-up": "M-1.15,.5H1.15L0,-1Z",
  "triangle-left": "M.5,-1.15V1.15L-1,0Z",
  diamond: "M0,-1.3L1.3,0L0,1.3L-1.3,0Z",
  "line-ew": "M-1.4,0H1.4",
  x: "M0,.5L.5,1L1,.5L.5,0L1,-.5L.5,-1L0,-.5L-.5,-1L-1,-.5L-.5,0L-1,.5L-.5,1Z",
};

function sketchPath(d, { color, width = 2, dash }, fill = "none", more = "") {
  const dashes = (DASHES[dash] ?? []).map((part) => part * Math.max(width, 3));
  const stroke = `stroke="${color}" stroke-width="${width}" stroke-dasharray="${dashes}"`;
  return `<path d="${d}" fill="${fill}" ${stroke} ${more} />`;
}

// A word with its edge or middle (in per cent of its size) at a point.
function sketchWord(text, x, y, right, down, look = "", turn = "") {
  const safe = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const tagged = safe.replace(/&lt;(\/?(?:b|i|sup|sub|br))>/g, "<$1>");
  const place = `left:${x}px;top:${y}px;transform:translate(${right}%,${down}%)${turn}`;
  return `<span style="${place};${look}">${tagged}</span>`;
}

function sketchDot({ symbol = "circle", size = 6, color, line = {}, opacity = 1 }, [x, y], i) {
  if (!Number.isFinite(x + y)) return "";
  const moved = `transform="translate(${x},${y})scale(${(size[i] ?? size) / 2})"`;
  const more = `${moved} opacity="${opacity[i] ?? opacity}" vector-effect="non-scaling-stroke"`;
  return sketchPath(SHAPES[symbol], { color: line.color, width: line.width ?? 0 }, color, more);
}

function sketchFilling(color, line) {
  return color ? [color] : [line.color, 'fill-opacity="0.5"'];
}
