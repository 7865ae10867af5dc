// A source that is filled while a model trains: its positions are frames that arrive in
// chunks, for as long as somebody looks.

const DIM = 0.15;
const ALWAYS_BRIGHT = ["y3", "y4", "y5", "y8"]; // the curves over the iterations

class Training {
  constructor(view) {
    this.view = view;
    view.root.classList.add("live");
    this.phase = h("p", { class: "phase", role: "status" });
    this.note = h("p", { class: "note", role: "status" });
    this.requests = new Requests(view);
    this.player = new LivePlayer(view, this.requests);
    this.drawing = new Drawing(view, this.note);
    this.networks = new Networks();
    view.root.prepend(this.player.element, this.note, this.phase, this.networks.element);
  }

  get names() {
    return this.frames.names;
  }

  get every() {
    return this.player.every;
  }

  // -- What arrives ---------------------------------------------------------------------

  take(options, bytes, rest) {
    const numbers = new Float32Array(bytes, rest, options.frames.length * options.width);
    if (options.figure && this.digest !== options.digest) {
      this.digest = options.digest;
      this.figure = unpack(bytes, rest + 4 * numbers.length);
      this.meta = this.figure.layout.meta ?? {};
    }
    if (options.run !== this.run) this.begin(options.run);
    this.requests.answered();
    if (options.serial > this.serial || !this.frames.rows.length) this.receive(numbers);
    const { frames, serial, note, fallen, figure, ...looks } = options;
    return { looks, moved: false };
  }

  begin(run) {
    this.player.stop();
    this.requests.forget();
    Object.assign(this, { run, serial: -1, ranges: {}, frames: new Frames() });
    this.view.at = 0;
  }

  receive(numbers) {
    const { view, frames, requests } = this;
    this.serial = view.options.serial;
    frames.add(numbers, view.options);
    view.at = frames.thin(view.at);
    if (requests.follow && view.options.frames.length) view.go(this.last());
    requests.follow = false;
  }

  taken() {
    const { fallen, note } = this.view.options;
    this.note.textContent = fallen || note;
    this.player.back.hidden = !fallen;
    this.requests.next();
  }

  // -- What the view asks ---------------------------------------------------------------

  furnish() {
    this.player.furnish(...this.drawing.furnish());
    this.networks.furnish(this.view.options.networks);
  }

  slides() {
    return true;
  }

  last() {
    return this.frames.last();
  }

  frame() {
    return this.frames.plotly(this.view.at, this.meta.live);
  }

  readouts() {
    return this.frames.texts;
  }

  sentence() {
    return `Iteration ${this.view.name()}: ${this.view.numbers.spoken(this.view.at)}.`;
  }

  wind(at) {
    this.stop(); // who winds the film wants to see where it goes
    this.view.go(at);
  }

  went() {
    this.frames.seen = Math.max(this.frames.seen, this.view.at);
  }

  tell() {
    const phase = this.frames.phases[this.view.at];
    this.phase.textContent = phase ? `${phase} of 5: ${this.view.options.phases[phase - 1]}` : "";
    this.phase.hidden = !phase;
    this.networks.tell(this.frames.through[this.view.at], phase);
  }

  settle() {
    // Nothing to report, and Plotly catches up at rest: a click must not wait for it.
  }

  stop() {
    this.player.stop();
  }

  move() {
    this.grow();
    this.view.plot.move();
    this.light();
  }

  grow() {
    const { plot } = this.view;
    const row = this.frames.rows[this.frames.seen];
    const grown = grownRanges(this.ranges, this.meta.live, this.figure, row);
    if (JSON.stringify(grown) === JSON.stringify(this.ranges)) return;
    this.ranges = grown;
    plot.stale = true;
    plot.draw();
  }

  // Of an iteration in slow motion, all but the present sub-step is dimmed.
  light() {
    const lit = this.meta.live.phases[this.frames.phases[this.view.at] - 1];
    for (const [{ trace, node3 }] of this.view.plot.element.calcdata ?? []) {
      const bright = !lit || ALWAYS_BRIGHT.includes(trace.yaxis) || lit.includes(trace.index);
      node3?.node().style.setProperty("opacity", bright ? "" : DIM);
    }
  }
}
