// A figure that is filled while a model trains: a View whose positions are moments that
// arrive in chunks. The viewer pulls: when few moments are left to show, it asks for
// more; the server trains only then. So training goes as fast as somebody looks at it.

const AHEAD = 24; // moments in hand below which more are asked for
const PATIENCE = 5000; // milliseconds until a question is asked again
const SLOW = 1500; // milliseconds that a named sub-step stays
const KEPT = 4000; // moments; beyond that, every second old one goes
const POINTS = 400; // of a curve over the iterations
const DIM = 0.15;

class Live extends View {
  constructor(parent) {
    super(parent);
    this.root.classList.add("live");
    this.bar = h("div", { class: "bar" });
    this.phase = h("p", { class: "phase", role: "status" });
    this.note = h("p", { class: "note", role: "status" });
    this.root.prepend(this.bar, this.note, this.phase);
    this.every = 12;
    this.letReadersDraw();
  }

  // -- What arrives ---------------------------------------------------------------------

  update(options, bytes, rest) {
    const before = this.options;
    this.options = options;
    const { moments, width } = options;
    const numbers = new Float32Array(bytes, rest, moments.length * width);
    if (options.figure && before?.digest !== options.digest) {
      this.figure = unpack(bytes, rest + 4 * numbers.length);
      this.meta = this.figure.layout.meta ?? {};
      this.film = this.meta.live;
    }
    if (options.run !== this.run) this.begin();
    this.pending = undefined;
    if (options.serial > this.serial || !this.rows_.length) this.receive(numbers);
    const { moments: _, serial, note, fallen, figure, ...looks } = options;
    const same = JSON.stringify(looks) === this.looks;
    this.looks = JSON.stringify(looks);
    if (!same) this.furnish();
    this.note.textContent = fallen || note;
    this.back.hidden = !fallen;
    this.tell();
    const theme = ["text-color", "background-color", "font"].map((name) => this.css(name)).join();
    this.stale ||= !same || theme !== this.theme;
    this.theme = theme;
    this.draw();
    this.pullNext();
  }

  begin() {
    if (this.playing) this.stop();
    const { run } = this.options;
    Object.assign(this, { run, serial: -1, at: 0, seen: 0, ranges: {}, pending: undefined });
    Object.assign(this, { rows_: [], names: [], phases: [], texts: {}, follow: false, waiting: [] });
    this.stale = true;
  }

  receive(numbers) {
    const { moments, width, serial } = this.options;
    this.serial = serial;
    moments.forEach(({ name, phase, numbers: texts }, i) => {
      this.rows_.push(numbers.slice(i * width, (i + 1) * width));
      this.names.push(name);
      this.phases.push(phase);
      for (const [title, text] of Object.entries(texts)) (this.texts[title] ??= []).push(text);
    });
    if (this.rows_.length > KEPT) this.thin();
    if (this.follow && moments.length) this.go(this.last());
    this.follow = false;
  }

  // A long film keeps its beginning, at half as many pictures.
  thin() {
    const newest = this.last() - AHEAD;
    const keep = (list) => list.filter((_, i) => i % 2 === 0 || i > newest);
    const kept = keep([...this.rows_.keys()]);
    for (const name of ["rows_", "names", "phases"]) this[name] = keep(this[name]);
    for (const title in this.texts) this.texts[title] = keep(this.texts[title]);
    for (const value of this.values) value.texts = this.texts[value.title];
    const place = (at) => Math.max(0, kept.findLastIndex((old) => old <= at));
    [this.at, this.seen] = [place(this.at), place(this.seen)];
  }

  last() {
    return this.rows_.length - 1;
  }

  // -- Controls -------------------------------------------------------------------------

  furnish() {
    super.furnish();
    this.input.oninput = () => {
      this.stop(); // who winds the film wants to see where it goes
      this.go(+this.input.value);
    };
    const button = (text, onclick) => h("button", { type: "button", onclick }, text);
    this.playButton = button("Start", () => (this.playing ? this.stop() : this.play()));
    this.playButton.classList.add("first");
    this.back = button("Back to the last good state", () => this.step("restore"));
    this.slowly = button("Slow motion", () => this.slow(!this.isSlow));
    this.slowly.setAttribute("aria-pressed", String(Boolean(this.isSlow)));
    const speed = h("select", { "aria-label": "Iterations a picture" });
    for (const n of [1, 5, 12, 25, 100]) {
      speed.append(h("option", { value: n }, n === 1 ? "1 iteration a picture" : `${n} iterations a picture`));
    }
    speed.value = this.every;
    speed.onchange = () => (this.every = +speed.value);
    const row = (label) => ({ class: "row", role: "group", "aria-label": label });
    const steps = h("div", row("One step"), button("Step", () => this.step("both")));
    steps.append(button("D only", () => this.step("d")), button("G only", () => this.step("g")));
    const more = h("div", row("Playback"), this.playButton, this.slowly, speed);
    more.append(button("Newest", () => this.newest()), button("Start over", () => this.step("again")));
    this.drawer = undefined;
    if (this.options.drawable) {
      this.drawer = button("Draw the target", () => this.drawing(!this.isDrawing));
      this.drawer.setAttribute("aria-pressed", "false");
      more.append(this.drawer);
    }
    this.bar.replaceChildren(more, steps, this.back);
    this.bar.hidden = this.options.hide.includes("controls");
    const titles = Object.keys(this.texts);
    this.values = titles.map((title) => {
      const value = h("dd");
      return { title, row: h("div", {}, h("dt", {}, title), value), value, texts: this.texts[title] };
    });
    this.numbers.replaceChildren(...this.values.map(({ row }) => row));
  }

  hasSlider() {
    return true;
  }

  play() {
    this.plot.scrollIntoView({ block: "nearest" });
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.playButton.textContent = "Pause";
    let shown = -Infinity;
    const tick = (now) => {
      this.playing = requestAnimationFrame(tick);
      if (now - shown >= (this.isSlow ? SLOW : calm ? 1000 : 0) && this.at < this.last()) {
        shown = now;
        this.go(calm && !this.isSlow ? this.last() : this.at + 1);
        this.paint(); // in this very frame: another request would leave every second one out
      } else if (this.options.fallen && this.at === this.last()) {
        this.stop();
      }
      const few = this.last() - this.at < (this.isSlow ? 3 : AHEAD);
      if (few && !this.options.fallen) this.pull(this.isSlow ? "slow" : "play");
    };
    this.playing = requestAnimationFrame(tick);
  }

  stop() {
    if (!this.playing) return;
    cancelAnimationFrame(this.playing);
    this.playing = undefined;
    this.playButton.textContent = "Continue";
    this.settle();
  }

  slow(on) {
    this.isSlow = on;
    this.slowly.setAttribute("aria-pressed", String(on));
    this.newest();
    if (on && !this.playing) this.play();
  }

  newest() {
    this.go(this.last());
    this.settle();
  }

  step(want) {
    this.stop();
    this.newest();
    this.waiting.push(want);
    this.pullNext();
  }

  // Steps are taken one after the other, however fast they were asked for.
  pullNext() {
    const [want] = this.waiting;
    if (!want) return;
    this.follow = true;
    if (this.pull(want)) this.waiting.shift();
  }

  // Asks for more, unless an answer is still on its way; lost ones are asked for again.
  pull(want) {
    const now = performance.now();
    if (now - (this.pending ?? -Infinity) < PATIENCE) return false;
    this.pending = now;
    const { run, serial, every, options } = this;
    this.ask("pull", { run, serial, every, want, digest: options.digest });
    return true;
  }

  settle() {
    // Nothing to report, and Plotly catches up in rest(): a click must not wait for it.
  }

  go(at) {
    if (at === this.at) return;
    this.at = at;
    this.seen = Math.max(this.seen, at);
    this.tell();
    this.redraw ??= requestAnimationFrame(() => this.paint());
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.rest(), REST);
  }

  paint() {
    cancelAnimationFrame(this.redraw);
    this.redraw = undefined;
    if (this.drawn) this.move();
  }

  tell() {
    this.input.max = this.last();
    super.tell();
    const phase = this.phases[this.at];
    this.phase.textContent = phase ? `${phase} of 5: ${this.options.phases[phase - 1]}` : "";
    this.phase.hidden = !phase;
  }

  rest() {
    super.rest();
    const numbers = this.values.map(({ title, texts }) => `${title} ${texts[this.at]}`).join("; ");
    this.spoken.textContent = `Iteration ${this.names[this.at]}: ${numbers}.`;
  }

  // -- Drawing --------------------------------------------------------------------------

  frame() {
    const row = this.rows_[this.at];
    const { scene, series, bands } = this.film;
    const found = new Map();
    const put = (trace, values) => found.set(trace, { ...found.get(trace), ...values });
    let from = 1 + series.length;
    for (const [trace, attribute, , length] of scene) {
      put(trace, { [attribute]: row.subarray(from, from + length) });
      from += length;
    }
    const moments = this.sample();
    const column = (at) => moments.map((i) => this.rows_[i][at]);
    const x = column(0);
    const ys = Object.fromEntries(series.map(([, name], i) => [name, column(i + 1)]));
    for (const [trace, name] of series) put(trace, { x, y: ys[name] });
    for (const [trace, upper, lower] of bands) {
      const y = [...ys[upper], ...ys[lower].toReversed()];
      put(trace, { x: [...x, ...x.toReversed()], y });
    }
    return { traces: [...found.keys()], data: [...found.values()] };
  }

  // The moments that a curve over the iterations is drawn through; at least two.
  sample() {
    const step = Math.ceil((this.seen + 1) / POINTS);
    const found = [];
    for (let i = 0; i < this.seen; i += step) found.push(i);
    found.push(this.seen);
    return found.length > 1 ? found : [0, 0];
  }

  move() {
    this.grow();
    super.move();
    this.light();
  }

  // Of an iteration in slow motion, all but the present sub-step is dimmed.
  light() {
    const lit = this.film.phases[this.phases[this.at] - 1];
    for (const [{ trace, node3 }] of this.plot.calcdata ?? []) {
      const still = ["y3", "y4", "y5", "y8"].includes(trace.yaxis);
      const bright = !lit || still || lit.includes(trace.index);
      node3?.node().style.setProperty("opacity", bright ? "" : DIM);
    }
  }

  // Axes stand still until a curve leaves them; then they take a good step.
  grow() {
    const grown = { ...this.ranges };
    const last = this.rows_[this.seen][0];
    const shown = (name) => grown[name] ?? this.figure.layout[name].range;
    for (const name of this.film.times) {
      if (last > shown(name)[1]) grown[name] = [0, 2 ** Math.ceil(Math.log2(last / 300) + 0.1) * 300];
    }
    for (const [trace, name] of this.film.series) {
      const up = axis(this.figure.data[trace].yaxis);
      if (!this.film.grows.includes(up)) continue;
      const value = this.rows_[this.seen][1 + this.film.series.findIndex(([, other]) => other === name)];
      const [low, high] = shown(up);
      if (value > high) grown[up] = [low, 1.3 * value];
      if (value < low) grown[up] = [1.3 * value - 0.3 * Math.abs(value), high];
    }
    if (JSON.stringify(grown) === JSON.stringify(this.ranges)) return;
    this.ranges = grown;
    this.stale = true;
    this.draw();
  }

  layout() {
    const layout = super.layout();
    for (const [name, range] of Object.entries(this.ranges)) layout[name].range = range;
    return layout;
  }

  // -- A target drawn by hand -----------------------------------------------------------

  drawing(on) {
    this.isDrawing = on;
    this.drawer.setAttribute("aria-pressed", String(on));
    this.note.textContent = on ? "Draw over the densities: each stroke sets the bars it passes." : "";
    this.plot.classList.toggle("drawing", on);
  }

  letReadersDraw() {
    const keep = (event) => {
      if (!this.isDrawing) return;
      event.stopPropagation();
      event.preventDefault();
    };
    this.plot.addEventListener("mousedown", keep, { capture: true });
    this.plot.addEventListener("touchstart", keep, { capture: true, passive: false });
    let before;
    this.plot.addEventListener("pointerdown", (event) => {
      if (!this.isDrawing || event.button !== 0) return;
      this.plot.setPointerCapture(event.pointerId);
      this.bars = [...this.options.drawable.digits].map(Number);
      before = undefined;
      before = this.stroke(event, before);
    });
    this.plot.addEventListener("pointermove", (event) => {
      if (this.bars) before = this.stroke(event, before);
    });
    const done = () => {
      if (this.bars?.some((bar) => bar > 0)) this.report("drawing", this.bars.join(""));
      this.bars = undefined;
    };
    this.plot.addEventListener("pointerup", done);
    this.plot.addEventListener("pointercancel", () => (this.bars = undefined));
  }

  // Sets the bar under the pointer, and those that it has just passed over.
  stroke(event, before) {
    const { low, high, peak } = this.options.drawable;
    const { xaxis, yaxis } = this.plot._fullLayout;
    const box = this.plot.getBoundingClientRect();
    const x = xaxis.p2d(event.clientX - box.left - xaxis._offset);
    const y = yaxis.p2d(event.clientY - box.top - yaxis._offset);
    const width = (high - low) / this.bars.length;
    const bar = Math.floor((x - low) / width);
    const height = Math.min(9, Math.max(0, Math.round((9 * y) / peak)));
    const from = before ?? bar;
    for (let i = Math.min(from, bar); i <= Math.max(from, bar); i += 1) {
      if (i >= 0 && i < this.bars.length) this.bars[i] = height;
    }
    const edges = this.bars.flatMap((_, i) => [low + i * width, low + (i + 1) * width]);
    const heights = this.bars.flatMap((digit) => [(digit * peak) / 9, (digit * peak) / 9]);
    window.Plotly.restyle(this.plot, { x: [edges], y: [heights] }, [0]);
    return bar;
  }
}
