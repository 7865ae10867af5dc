// A first picture, true and light, for the second in which Plotly.js is on its way: the
// same curves in the same places, with ticks, titles and legend. It knows what the app's
// figures use (scatter traces, fixed ranges, the legend above); anything else waits for
// Plotly. All lines are in one SVG, all words in HTML above it.

// The sketch as HTML; nothing, where there is something that it does not know.
function sketched(traces, layout, width) {
  try {
    const plan = new SketchPlan(traces, layout, width);
    return plan.known ? { html: new Sketch(plan).html(), plan } : {};
  } catch (error) {
    console.error(error); // Plotly's picture will come all the same
    return {};
  }
}

class Sketch {
  constructor(plan) {
    this.plan = plan;
  }

  html() {
    const { left, traces, entries, all, width, height } = this.plan;
    const curves = traces.map((trace) => this.curve(trace));
    const keys = entries.map(({ trace, x, y }) => this.key(trace, left + x + 5, y));
    const axes = all.filter(({ visible }) => visible !== false);
    const lines = [...axes.map((one) => this.grid(one)), ...curves, ...keys].join("");
    const names = entries.map(({ trace, x, y }) => sketchWord(trace.name, left + x + 40, y, 0, -50));
    const words = [...names, ...axes.flatMap((one) => this.scale(one)), ...this.notes()].join("");
    return `<svg width="${width}" height="${height}">${lines}</svg>${words}`;
  }

  // Words in the figure that are tied to a panel: its title, the name of a level.
  notes() {
    const { axes, layout } = this.plan;
    const shift = { left: 0, center: -50, right: -100, top: 0, middle: -50, bottom: -100 };
    return (layout.annotations ?? []).flatMap((note) => {
      const [xref, yref] = [note.xref ?? "x", note.yref ?? "y"].map((ref) => ref.split(" "));
      const [across, up] = [axes[xref[0]], axes[yref[0]]];
      if (note.showarrow !== false || !across || !up) return [];
      const x = (xref[1] ? across.share(note.x) : across.data(note.x)) + (note.xshift ?? 0);
      const y = (yref[1] ? up.share(note.y) : up.data(note.y)) - (note.yshift ?? 0);
      const look = `font-size:${note.font?.size ?? this.plan.looks.size}px`;
      const [right, down] = [shift[note.xanchor ?? "center"], shift[note.yanchor ?? "middle"]];
      return [sketchWord(note.text, x, y, right, down, look).replace("<span", '<span class="note"')];
    });
  }

  grid({ x, anchor, side, ticks, to, showgrid }) {
    const { start, length } = this.plan.axes[anchor];
    const far = x || side === "right";
    const [from, end] = [start - (far ? 0 : 5), start + length + (far ? 5 : 0)];
    const begin = showgrid !== false ? from : far ? end - 5 : from;
    const stop = showgrid !== false ? end : far ? end : from + 5;
    const line = ({ at }) => (x ? `M${to(at)},${begin}V${stop}` : `M${begin},${to(at)}H${stop}`);
    return sketchPath(ticks.map(line).join(""), { color: this.plan.looks.grid, width: 1 });
  }

  scale({ x, anchor, side, ticks, to, title, start, length, wide, showticklabels }) {
    const other = this.plan.axes[anchor];
    const out = side === "right" ? 1 : -1;
    const edge = other.start + (x || out > 0 ? other.length : 0);
    const tick = ({ at, text }) => (x ? sketchWord(text, to(at), edge + 6, -50, 0)
      : sketchWord(text, edge + 7 * out, to(at), out > 0 ? 0 : -100, -50));
    const words = showticklabels === false ? [] : ticks.map(tick);
    const [middle, look] = [start + length / 2, "font-size:14px"];
    if (!title?.text) return words;
    const below = edge + 13 + 1.3 * this.plan.looks.size;
    return [...words, x ? sketchWord(title.text, middle, below, -50, 0, look)
      : sketchWord(title.text, edge + (wide + 25) * out, middle, -50, -50, look, "rotate(-90deg)")];
  }

  curve({ x = [], y = [], mode, fill, fillcolor, line = {}, marker = {}, ...trace }) {
    const [across, up] = [this.plan.axes[trace.xaxis ?? "x"], this.plan.axes[trace.yaxis ?? "y"]];
    const points = Array.from(x, (value, i) => [across.data(value), up.data(y[i])]);
    const pieces = unbroken(points);
    const seen = pieces.flat();
    const join = (piece) => `M${piece.map((point) => point.map((px) => px.toFixed(1))).join("L")}`;
    let inside = "";
    if (fill && fill !== "none" && seen.length) {
      const zero = up.type === "log" ? up.start + up.length : up.data(0);
      const ground = [[seen.at(-1)[0], zero], [seen[0][0], zero]];
      const back = { tonexty: this.before?.toReversed(), toself: [] }[fill] ?? ground;
      inside += sketchPath(`${join([...seen, ...back])}Z`, { width: 0 }, ...sketchFilling(fillcolor, line));
    }
    this.before = seen;
    if (mode.includes("lines")) inside += sketchPath(pieces.map(join).join(""), line);
    if (mode.includes("markers")) inside += points.map((at, i) => sketchDot(marker, at, i)).join("");
    const box = [across.start, up.start, across.length, up.length];
    const view = `viewBox="${box}" ${["x", "y", "width", "height"].map((name, i) => `${name}="${box[i]}"`).join(" ")}`;
    const over = trace.cliponaxis === false ? "visible" : "hidden";
    return `<svg ${view} overflow="${over}" opacity="${trace.opacity ?? 1}">${inside}</svg>`;
  }

  key({ mode, fill, fillcolor, line = {}, marker = {}, opacity = 1 }, x, y) {
    let inside = "";
    const [filled, size] = [fill && fill !== "none", marker.size?.[0] ?? marker.size ?? 6];
    if (filled) inside += sketchPath(`M${x},${y}h30v6h-30z`, { width: 0 }, ...sketchFilling(fillcolor, line));
    if (mode.includes("lines")) inside += sketchPath(`M${x},${y}h30`, { ...line, width: Math.min(10, line.width ?? 2) });
    if (mode.includes("markers")) inside += sketchDot({ ...marker, size: Math.min(16, size) }, [x + 15, y], 0);
    return `<g opacity="${opacity}">${inside}</g>`;
  }
}
