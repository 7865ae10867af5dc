// Between panels that stand one above the other there is room for ticks and a title, in
// pixels: in a low figure the share of the height that was meant for them is not enough.

const [TICKED, TITLED] = [27, 27]; // pixels: tick labels, and a panel's title
const MARGINS = 100; // above and below all panels
const READABLE = 40; // a panel lower than this is not

// Panels of a figure of this height in rows, the lowest first; the gaps above all but the
// last, and by how much the rows have to shrink for them, all in shares of the height.
function inRows(layout, height) {
  const axes = Object.entries(layout).filter(([name, axis]) => name.startsWith("yaxis") &&
    axis.visible !== false && axis.domain && axis.domain[1] - axis.domain[0] < 0.99);
  const rows = [];
  for (const [name, axis] of axes.toSorted(([, a], [, b]) => a.domain[0] - b.domain[0])) {
    const [low, high] = axis.domain;
    const last = rows.at(-1);
    if (last && low < last.high - 0.005) last.high = Math.max(last.high, high);
    else rows.push({ low, high, names: [] });
    rows.at(-1).names.push(name);
  }
  const gaps = rows.slice(1).map((upper, i) => {
    const needed = 6 + (ticked(upper, layout) ? TICKED : 0) + (titled(rows[i], layout) ? TITLED : 0);
    return Math.max(upper.low - rows[i].high, needed / (height - MARGINS));
  });
  const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
  const tall = sum(rows.map(({ low, high }) => high - low));
  const left = rows.length ? rows.at(-1).high - rows[0].low - sum(gaps) : tall;
  return { rows, gaps, scale: Math.min(1, left / tall), tall };
}

const ticked = ({ names }, layout) => names.some((name) => {
  const x = layout[axisName(layout[name].anchor ?? "x")] ?? {};
  return x.showticklabels !== false && axisName(x.anchor ?? "y") === name;
});

const titled = ({ names }, layout) => (layout.annotations ?? []).some((note) =>
  note.name?.startsWith("title ") && names.includes(axisName(note.name.slice(6))));

function spaced(layout) {
  const { rows, gaps, scale } = inRows(layout, layout.height);
  if (rows.length < 2 || !(scale > 0.2) || scale > 0.999) return layout;
  let at = rows[0].low;
  rows.forEach(({ low, high, names }, i) => {
    for (const name of names) {
      layout[name].domain = layout[name].domain.map((value) => at + (value - low) * scale);
    }
    at += (high - low) * scale + (gaps[i] ?? 0);
  });
  return layout;
}

// Whether panels in rows are too low to be read, so that one at a time is shown instead.
function cramped(layout, height) {
  const { rows, scale, tall } = inRows(layout, height);
  return rows.length > 1 && (scale * tall * (height - MARGINS)) / rows.length < READABLE;
}
