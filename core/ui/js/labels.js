// Each curve carries its name, in its colour, where there is most room around it. While
// the slider moves a name stays on its spot of the curve, until it would touch something.

const SPOTS = 40; // of a curve, where its name may stand
const GAP = 4; // pixels between a curve and its name
const [HIGH, BAR] = [19, 10]; // of a name; half as wide is a line that is a bar, named beside it
const SIDES = [[0, -1], [0, 1], [1, 0], [-1, 0]]; // above, below, right, left
const BESIDE = [[1, 0], [-1, 0], [1, 1], [-1, 1], [1, -1], [-1, -1]]; // and there lower, or higher
const NEAR = 8; // pixels between two points of a line that a name must not cover
const TOUCH = 10; // what a point under a name costs: more than any room or place is worth

class Labels {
  constructor(view) {
    this.view = view;
    this.element = h("div", { class: "labels", "aria-hidden": "true" });
    this.pen = document.createElement("canvas").getContext("2d");
    this.spots = new Map(); // trace -> where its name stands: share of its length, and the side
  }

  clear() {
    this.element.replaceChildren();
    this.spans = new Map();
  }

  // `scales` gives the axis of a name: its start and length in pixels, and data to pixels.
  place(traces, scales, size, afresh) {
    const { view } = this;
    this.pen.font = `600 ${size}px ${themed(view.root, "font")}`;
    if (afresh) {
      this.clear();
      this.spots.clear();
    }
    const placed = [];
    const lines = traces.map((trace, index) => this.line(trace, index, scales));
    const notes = this.notes;
    for (const line of lines) {
      if (!line?.named) continue;
      const others = lines.filter((one) => one && one !== line && one.panel === line.panel);
      const taken = [...placed, ...notes];
      const spot = this.kept(line, others, taken) ?? this.best(line, others, taken);
      this.spots.set(line.index, spot);
      if (spot) placed.push(spot.box);
      this.show(line, spot);
    }
  }

  // A trace as points in pixels, at most so many, those inside its panel.
  line(trace, index, scales) {
    const { x = [], y = [], mode = "", xaxis = "x", yaxis = "y", visible } = trace;
    if (visible === false || trace.type !== "scatter" || mode.includes("text")) return undefined;
    const [across, up] = [scales(xaxis), scales(yaxis)];
    if (!across || !up) return undefined;
    const points = evenly(Array.from(x, (value, i) => [across.to(value), up.to(y[i])]), mode);
    const inside = ([a, b]) => a >= across.start - 1 && a <= across.start + across.length + 1 &&
      b >= up.start - 1 && b <= up.start + up.length + 1;
    const named = trace.showlegend !== false && trace.name && trace.hoverinfo !== "skip" &&
      (mode.includes("lines") ? trace.line?.width !== 0 || trace.fill : trace.naming);
    const frame = [across.start, up.start, across.start + across.length, up.start + up.length];
    const panel = frame.map(Math.round).join(); // two axes of one panel have one frame
    const bold = Math.max(2, (trace.line?.width ?? 0) / 2, mode.includes("markers") ? 9 : 0);
    const wide = named ? this.pen.measureText(plainText(trace.name)).width + 4 : 0;
    return { trace, index, points: points.filter(inside), named, wide, panel, frame, bold };
  }

  box(line, i, [aside, down]) {
    const { wide } = line;
    const [x, y] = line.points[i];
    if (aside) {
      const left = aside < 0 ? x - line.bold - GAP - wide : x + line.bold + GAP;
      const top = y + ((down - 1) * HIGH) / 2;
      return [left, top, left + wide, top + HIGH];
    }
    const [left, , right] = line.frame;
    const middle = Math.min(right - wide / 2 - 2, Math.max(left + wide / 2 + 2, x));
    const gap = GAP + line.bold - 2;
    const top = y + (down < 0 ? -HIGH - gap : gap);
    return [middle - wide / 2, top, middle + wide / 2, top + HIGH];
  }

  cost(line, box, others, taken) {
    const [left, top, right, bottom] = line.frame;
    if (box[1] < top || box[3] > bottom || box[0] < left || box[2] > right) return Infinity;
    if (taken.some((one) => overlap(one, box, 2))) return Infinity;
    const touches = (points, by) => points.filter(([x, y]) =>
      x > box[0] - by && x < box[2] + by && y > box[1] - by && y < box[3] + by).length;
    let count = touches(line.points, 0);
    for (const other of others) count += (other.bold > 2 ? 2 : 1) * touches(other.points, other.bold);
    return count * TOUCH;
  }

  kept(line, others, taken) {
    const old = this.spots.get(line.index);
    if (!old || !line.points.length) return undefined;
    const i = Math.min(line.points.length - 1, Math.round(old.share * (line.points.length - 1)));
    const box = this.box(line, i, old.side);
    return this.cost(line, box, others, taken) <= old.cost + 2 * TOUCH ? { ...old, box } : undefined;
  }

  best(line, others, taken) {
    let best;
    const { length } = line.points;
    const [, low, , high] = line.frame;
    const step = Math.max(1, Math.floor(length / SPOTS));
    for (let i = length - 1 - ((length - 1) % step); i >= 0; i -= step) {
      const share = length > 1 ? i / (length - 1) : 0;
      // The far end of a curve is where one looks for its name, or the top of an area.
      const off = line.trace.fill ? (3 * (line.points[i][1] - low)) / (high - low) : 1 - share;
      for (const side of line.bold < BAR ? SIDES : BESIDE) {
        if (2 * off >= (best?.total ?? Infinity)) continue; // however free it is there
        const box = this.box(line, i, side);
        const cost = this.cost(line, box, others, taken);
        let total = cost + 2 * off;
        if (total >= (best?.total ?? Infinity)) continue;
        total += room(line, box, others);
        if (total < (best?.total ?? Infinity)) best = { share, side, box, total, cost };
      }
    }
    return best;
  }

  show(line, spot) {
    let span = this.spans.get(line.index);
    if (!span) {
      span = h("span");
      span.innerHTML = line.trace.name;
      span.style.color = wordColor(this.view.root, line.trace);
      // A name is as strong as its curve: beside two of one colour one sees whose it is.
      if (line.trace.line?.width < 2) span.style.fontWeight = 400;
      this.spans.set(line.index, span);
      this.element.append(span);
    }
    span.hidden = !spot;
    if (!spot) return;
    const { box } = spot;
    span.style.transform = `translate(${((box[0] + box[2]) / 2).toFixed(1)}px,${box[1].toFixed(1)}px) translateX(-50%)`;
  }

  // The names as Plotly's notes, for a picture that is saved.
  annotations(full) {
    const found = [];
    for (const [index, span] of this.spans ?? []) {
      const spot = this.spots.get(index);
      if (!spot || span.hidden) continue;
      const { xaxis = "x", yaxis = "y", name } = this.view.plot.traces()[index];
      const [across, up] = [full[axisName(xaxis)], full[axisName(yaxis)]];
      const [left, top, right, bottom] = spot.box;
      found.push({
        text: `<b>${name}</b>`, xref: `${xaxis} domain`, yref: `${yaxis} domain`, showarrow: false,
        x: ((left + right) / 2 - across._offset) / across._length,
        y: 1 - ((top + bottom) / 2 - up._offset) / up._length, font: { color: span.style.color, size: 13 },
      });
    }
    return found;
  }

  // What stands in the figure already: titles and marks, as boxes.
  measure(plot) {
    const from = plot.getBoundingClientRect();
    this.notes = [...plot.querySelectorAll(".annotation-text-g, .sketch .note")].map((note) => {
      const box = note.getBoundingClientRect();
      return [box.left - from.left, box.top - from.top, box.right - from.left, box.bottom - from.top];
    });
  }
}

// A line as points that are at most some pixels apart, so that none slips through a word.
function evenly(points, mode) {
  if (!mode.includes("lines")) return points;
  const found = [];
  let last;
  for (const point of points) {
    const far = last ? Math.max(Math.abs(point[0] - last[0]), Math.abs(point[1] - last[1])) : 0;
    if (last && far < NEAR / 2) continue;
    const parts = Number.isFinite(far) ? Math.min(60, Math.ceil(far / NEAR)) : 1;
    for (let i = 1; i < parts; i += 1) {
      found.push([0, 1].map((k) => last[k] + ((point[k] - last[k]) * i) / parts));
    }
    found.push(point);
    last = point;
  }
  return found;
}

const overlap = (a, b, by) =>
  a[0] < b[2] + by && b[0] < a[2] + by && a[1] < b[3] + by && b[1] < a[3] + by;

// Less is better: how near the nearest other curve comes to the middle of a name.
function room(line, box, others) {
  const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  let near = 120;
  for (const { points } of others) {
    for (const [a, b] of points) near = Math.min(near, Math.hypot((a - x) / 2, b - y));
  }
  return (120 - near) / 30;
}
