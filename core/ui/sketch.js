// A first picture, true and light, for the second in which Plotly.js is on its way: the
// same curves in the same places, with ticks, titles and legend. It knows what the app's
// figures use (scatter traces, fixed ranges, the legend above); anything else waits for
// Plotly. Margins, ticks and rows of the legend follow Plotly's own rules.

const DASHES = { dot: [1, 1], dash: [3, 3], longdash: [5, 5], dashdot: [3, 1, 1, 1] };
const SHAPES = {
  circle: "M-1,0A1,1,0,1,1,1,0A1,1,0,1,1,-1,0Z",
  "triangle-up": "M-1.15,.5H1.15L0,-1Z",
  "triangle-left": "M.5,-1.15V1.15L-1,0Z",
  diamond: "M0,-1.3L1.3,0L0,1.3L-1.3,0Z",
  "line-ew": "M-1.4,0H1.4",
  x: "M0,.5L.5,1L1,.5L.5,0L1,-.5L.5,-1L0,-.5L-.5,-1L-1,-.5L-.5,0L-1,.5L-.5,1Z",
};
const numeral = (value) => String(+value.toPrecision(6)).replace("-", "−");

function tickMarks({ x, range, type, tickvals, ticktext, dtick, nticks, exponentformat }, length) {
  const log = type === "log";
  if (tickvals) {
    const at = (value) => (log ? Math.log10(value) : value);
    return Array.from(tickvals, (v, i) => ({ at: at(v), text: ticktext?.[i] ?? numeral(v) }));
  }
  const most = nticks ?? Math.min(9, Math.max(4, length / (x ? 80 : 40))) + 1;
  const rough = (range[1] - range[0]) / most;
  const base = 10 ** Math.floor(Math.log10(rough));
  const step = dtick ?? base * [2, 5, 10].find((times) => times >= rough / base);
  const power = (n) => {
    if (exponentformat === "power" && n * (n - 1)) return `10<sup>${numeral(n)}</sup>`;
    return n > 3 ? `${10 ** (n - 3)}k` : numeral(10 ** n);
  };
  const first = Math.ceil(range[0] / step);
  const places = [...Array(Math.floor(range[1] / step) - first + 1).keys()];
  return places.map((i) => (first + i) * step).map((at) => ({ at, text: (log ? power : numeral)(at) }));
}

// The sketch as HTML; nothing, where there is something that it does not know.
function sketched(traces, layout, width) {
  try {
    return new Sketch(traces, layout, width).html();
  } catch (error) {
    console.error(error); // Plotly's picture will come all the same
    return "";
  }
}

class Sketch {
  constructor(traces, layout, width) {
    Object.assign(this, { traces, layout, width, height: layout.height ?? 450 });
    const { font, margin, xaxis } = layout.template.layout;
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = `${font.size}px ${font.family}`;
    this.wide = (text) => pen.measureText(text.replace(/<[^>]*>/g, "")).width;
    this.looks = { ...font, grid: xaxis.gridcolor };
    const named = Object.keys(layout).filter((name) => /^[xy]axis/.test(name));
    this.axes = Object.fromEntries(named.map((name) => {
      const x = name[0] === "x";
      return [name.replace("axis", ""), { domain: [0, 1], x, anchor: x ? "y" : "x", ...layout[name] }];
    }));
    this.all = Object.values(this.axes);
    const plain = ({ type, mode, name }) => type === "scatter" && mode && name !== undefined;
    this.known = traces.every(plain) && this.all.every(({ range }) => range);
    if (this.known) this.fit(margin);
  }

  // Plotly widens a margin to what stands in it and 12 pixels more.
  fit({ l, r }) {
    const [b, room] = [16 + 3 * this.looks.size, 39]; // ticks, title, and what is between
    this.place(l, r, 28, b);
    for (const { x, side, anchor, showticklabels, wide, ticks, to, start, length } of this.all) {
      if (showticklabels === false) continue;
      if (x) {
        r = Math.max(r, ...ticks.map(({ at, text }) => 12 + to(at) + this.wide(text) / 2 - start - length));
        continue;
      }
      const [before, after] = this.axes[anchor].domain; // what a neighbour leaves free
      if (side === "right") r = Math.max(r, room + wide - (1 - after) * this.wholeX);
      else l = Math.max(l, room + wide - before * this.wholeX);
    }
    const high = this.arrange(this.width - l - r);
    this.place(l, r, (12 + high + 0.02 * (this.height - b)) / 1.02, b);
  }

  place(l, r, t, b) {
    [this.left, this.wholeX, this.wholeY] = [l, this.width - l - r, this.height - t - b];
    for (const one of this.all) {
      const { x, type, range: [from, to] } = one;
      const [low, high] = (this.axes[one.overlaying] ?? one).domain;
      const whole = x ? this.wholeX : this.wholeY;
      one.start = x ? l + whole * low : t + whole * (1 - high);
      one.length = whole * (high - low);
      one.share = (part) => one.start + one.length * (x ? part : 1 - part);
      one.to = (at) => one.share((at - from) / (to - from));
      one.data = (value) => one.to(type === "log" ? Math.log10(value) : (value ?? NaN));
      one.ticks = tickMarks(one, one.length).filter(({ at }) => at >= from && at <= to);
      one.wide = Math.max(0, ...one.ticks.map(({ text }) => this.wide(text)));
    }
  }

  // The legend: entries in rows, or in blocks where they have groups. Returns its height.
  arrange(room) {
    const row = Math.max(1.3 * this.looks.size, 16) + 3;
    const order = this.layout.legend?.traceorder;
    const named = this.traces.filter(({ showlegend }) => showlegend !== false);
    const grouped = !order && named.some(({ legendgroup }) => legendgroup);
    const blocks = Map.groupBy(named, (trace) => (grouped && trace.legendgroup) || trace);
    const list = [...blocks.values()];
    if (!order && !grouped && this.traces.some(({ fill }) => fill === "tonexty")) list.reverse();
    const widths = list.map((block) => 40 + Math.max(...block.map(({ name }) => this.wide(name))));
    const even = !grouped && widths.reduce((sum, width) => sum + width + 5, -5) >= room;
    this.entries = [];
    let [x, y, high] = [0, 0, 0];
    list.forEach((block, i) => {
      const width = even ? Math.max(...widths) : widths[i];
      if (x && x + width + (grouped ? 5 : 0) > room) [x, y, high] = [0, y + high + (grouped ? 10 : 0), 0];
      block.forEach((trace, j) => this.entries.push({ trace, x, y: y + 17 + row * (j + 0.5) }));
      [x, high] = [x + width + 5, Math.max(high, row * block.length)];
    });
    return y + high + 10;
  }

  // -- Drawing: all lines in one SVG, all words in HTML above it ------------------------

  html() {
    if (!this.known) return "";
    const l = this.left;
    const curves = this.traces.map((trace) => this.curve(trace));
    const keys = this.entries.map(({ trace, x, y }) => this.key(trace, l + x + 5, y));
    const lines = [...this.all.map((one) => this.grid(one)), ...curves, ...keys];
    const names = this.entries.map(({ trace, x, y }) => this.word(trace.name, l + x + 40, y, 0, -50));
    const words = [...names, ...this.all.flatMap((one) => this.scale(one))];
    return `<svg width="${this.width}" height="${this.height}">${lines.join("")}</svg>${words.join("")}`;
  }

  path(d, { color, width = 2, dash }, fill = "none", more = "") {
    const dashes = (DASHES[dash] ?? []).map((part) => part * Math.max(width, 3));
    const stroke = `stroke="${color}" stroke-width="${width}" stroke-dasharray="${dashes}"`;
    return `<path d="${d}" fill="${fill}" ${stroke} ${more} />`;
  }

  // A word with its edge or middle (in per cent of its size) at a point.
  word(text, x, y, right, down, look = "", turn = "") {
    const safe = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    const tagged = safe.replace(/&lt;(\/?(?:b|i|sup|sub|br))>/g, "<$1>");
    const place = `left:${x}px;top:${y}px;transform:translate(${right}%,${down}%)${turn}`;
    return `<span style="${place};${look}">${tagged}</span>`;
  }

  grid({ x, anchor, side, ticks, to, showgrid }) {
    const { start, length } = this.axes[anchor];
    const far = x || side === "right";
    const [from, end] = [start - (far ? 0 : 5), start + length + (far ? 5 : 0)];
    const begin = showgrid !== false ? from : far ? end - 5 : from;
    const stop = showgrid !== false ? end : far ? end : from + 5;
    const line = ({ at }) => (x ? `M${to(at)},${begin}V${stop}` : `M${begin},${to(at)}H${stop}`);
    return this.path(ticks.map(line).join(""), { color: this.looks.grid, width: 1 });
  }

  scale({ x, anchor, side, ticks, to, title, start, length, wide, showticklabels }) {
    const other = this.axes[anchor];
    const out = side === "right" ? 1 : -1;
    const edge = other.start + (x || out > 0 ? other.length : 0);
    const tick = ({ at, text }) => (x ? this.word(text, to(at), edge + 6, -50, 0)
      : this.word(text, edge + 7 * out, to(at), out > 0 ? 0 : -100, -50));
    const words = showticklabels === false ? [] : ticks.map(tick);
    const [middle, look] = [start + length / 2, "font-size:14px"];
    if (!title?.text) return words;
    const below = edge + 13 + 1.3 * this.looks.size;
    return [...words, x ? this.word(title.text, middle, below, -50, 0, look)
      : this.word(title.text, edge + (wide + 25) * out, middle, -50, -50, look, "rotate(-90deg)")];
  }

  curve({ x = [], y = [], mode, fill, fillcolor, line = {}, marker = {}, ...trace }) {
    const [across, up] = [this.axes[trace.xaxis ?? "x"], this.axes[trace.yaxis ?? "y"]];
    const points = Array.from(x, (value, i) => [across.data(value), up.data(y[i])]);
    const pieces = unbroken(points);
    const seen = pieces.flat();
    const join = (piece) => `M${piece.map((point) => point.map((px) => px.toFixed(1))).join("L")}`;
    let inside = "";
    if (fill && fill !== "none" && seen.length) {
      const zero = up.type === "log" ? up.start + up.length : up.data(0);
      const ground = [[seen.at(-1)[0], zero], [seen[0][0], zero]];
      const back = { tonexty: this.before?.toReversed(), toself: [] }[fill] ?? ground;
      inside += this.path(`${join([...seen, ...back])}Z`, { width: 0 }, ...this.filling(fillcolor, line));
    }
    this.before = seen;
    if (mode.includes("lines")) inside += this.path(pieces.map(join).join(""), line);
    if (mode.includes("markers")) inside += points.map((at, i) => this.dot(marker, at, i)).join("");
    const box = [across.start, up.start, across.length, up.length];
    const view = `viewBox="${box}" ${["x", "y", "width", "height"].map((name, i) => `${name}="${box[i]}"`).join(" ")}`;
    const over = trace.cliponaxis === false ? "visible" : "hidden";
    return `<svg ${view} overflow="${over}" opacity="${trace.opacity ?? 1}">${inside}</svg>`;
  }

  dot({ symbol = "circle", size = 6, color, line = {}, opacity = 1 }, [x, y], i) {
    if (!Number.isFinite(x + y)) return "";
    const moved = `transform="translate(${x},${y})scale(${(size[i] ?? size) / 2})"`;
    const more = `${moved} opacity="${opacity[i] ?? opacity}" vector-effect="non-scaling-stroke"`;
    return this.path(SHAPES[symbol], { color: line.color, width: line.width ?? 0 }, color, more);
  }

  filling(color, line) {
    return color ? [color] : [line.color, 'fill-opacity="0.5"'];
  }

  key({ mode, fill, fillcolor, line = {}, marker = {}, opacity = 1 }, x, y) {
    let inside = "";
    const [filled, size] = [fill && fill !== "none", marker.size?.[0] ?? marker.size ?? 6];
    if (filled) inside += this.path(`M${x},${y}h30v6h-30z`, { width: 0 }, ...this.filling(fillcolor, line));
    if (mode.includes("lines")) inside += this.path(`M${x},${y}h30`, { ...line, width: Math.min(10, line.width ?? 2) });
    if (mode.includes("markers")) inside += this.dot({ ...marker, size: Math.min(16, size) }, [x + 15, y], 0);
    return `<g opacity="${opacity}">${inside}</g>`;
  }
}
