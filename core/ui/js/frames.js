// The frames of a training that have arrived so far: each a row of numbers, a name, the
// sub-step it shows, and texts. What a row means is told by the figure's `meta.live`.

const MOST_FRAMES = 4000; // beyond that, every second old one goes
const NEWEST = 24; // frames that are never thinned out
const POINTS = 400; // of a curve over the iterations

class Frames {
  constructor() {
    Object.assign(this, { rows: [], names: [], phases: [], through: [], texts: {}, seen: 0 });
  }

  last() {
    return this.rows.length - 1;
  }

  add(numbers, { frames, width }) {
    frames.forEach(({ name, phase, through, numbers: texts }, i) => {
      this.rows.push(numbers.slice(i * width, (i + 1) * width));
      this.names.push(name);
      this.phases.push(phase);
      this.through.push(through);
      for (const [title, text] of Object.entries(texts)) (this.texts[title] ??= []).push(text);
    });
  }

  // A long training keeps its beginning, at half as many pictures. Returns where `at` is.
  thin(at) {
    if (this.rows.length <= MOST_FRAMES) return at;
    const newest = this.last() - NEWEST;
    const keep = (list) => list.filter((_, i) => i % 2 === 0 || i > newest);
    const kept = keep([...this.rows.keys()]);
    for (const name of ["rows", "names", "phases", "through"]) this[name] = keep(this[name]);
    for (const title in this.texts) this.texts[title] = keep(this.texts[title]);
    const place = (old) => Math.max(0, kept.findLastIndex((one) => one <= old));
    this.seen = place(this.seen);
    return place(at);
  }

  // A frame as Plotly has it: trace indices, and what each then holds.
  plotly(at, { scene, series, bands }) {
    const row = this.rows[at];
    const found = new Map();
    const put = (trace, values) => found.set(trace, { ...found.get(trace), ...values });
    let from = 1 + series.length;
    for (const [trace, attribute, length] of scene) {
      put(trace, { [attribute]: row.subarray(from, from + length) });
      from += length;
    }
    const sampled = this.sample();
    const column = (number) => sampled.map((i) => this.rows[i][number]);
    const x = column(0);
    const ys = Object.fromEntries(series.map(([, name], i) => [name, column(i + 1)]));
    for (const [trace, name] of series) put(trace, { x, y: ys[name] });
    for (const [trace, upper, lower] of bands) {
      const y = [...ys[upper], ...ys[lower].toReversed()];
      put(trace, { x: [...x, ...x.toReversed()], y });
    }
    return { traces: [...found.keys()], data: [...found.values()] };
  }

  // The frames that a curve over the iterations is drawn through; at least two.
  sample() {
    const step = Math.ceil((this.seen + 1) / POINTS);
    const found = [];
    for (let i = 0; i < this.seen; i += step) found.push(i);
    found.push(this.seen);
    return found.length > 1 ? found : [0, 0];
  }
}

// Axes stand still until a curve leaves them; then they take a good step.
function grownRanges(ranges, { times, series, grows }, figure, row) {
  const grown = { ...ranges };
  const [last] = row;
  const shown = (name) => grown[name] ?? figure.layout[name].range;
  for (const name of times) {
    if (last > shown(name)[1]) grown[name] = [0, 2 ** Math.ceil(Math.log2(last / 300) + 0.1) * 300];
  }
  for (const [trace, name] of series) {
    const up = axisName(figure.data[trace].yaxis);
    if (!grows.includes(up)) continue;
    const value = row[1 + series.findIndex(([, other]) => other === name)];
    const [low, high] = shown(up);
    if (value > high) grown[up] = [low, 1.3 * value];
    if (value < low) grown[up] = [1.3 * value - 0.3 * Math.abs(value), high];
  }
  return grown;
}
