// One figure in the page: its parts, and the position at which they all are. Where the
// positions come from is its source's business: a recording or a training.

const REST = 400; // milliseconds without a move before a screen reader is told
const SHEET = 680; // pixels between the margins of A4, where print has its own layout
const PRINT = ["beforeprint", "afterprint"];

class View {
  constructor(parent, { live }) {
    this.plot = new Plot(this);
    this.slider = new Slider(this);
    this.numbers = new Numbers();
    this.panels = new Panels(this);
    this.table = new Table(this);
    this.controls = h("div");
    this.tools = h("div", { class: "row tools" });
    this.spoken = h("div", { class: "spoken", role: "status" });
    this.root = h("div", { class: "explorable" }, h("figure", {}, this.plot.element));
    this.root.prepend(this.panels.element);
    this.root.append(this.controls, this.numbers.element, this.tools);
    this.root.append(this.table.element, this.spoken);
    this.source = live ? new Training(this) : new Recording(this);
    this.grip = new Grip(this);
    this.root.onkeydown = (event) => {
      if (event.key === "t" && !event.ctrlKey && !event.metaKey) this.table.toggle();
    };
    parent.append(this.root);
    this.fit = () => this.source.figure && this.plot.draw();
    this.resized = new ResizeObserver(this.fit);
    this.resized.observe(this.root);
    // What stands above it may grow or go without its own size changing.
    const around = this.root.closest('[data-testid="stMainBlockContainer"]');
    if (around) this.resized.observe(around);
    window.addEventListener("resize", this.fit);
    this.print = ({ type }) => {
      this.root.style.maxWidth = type === "beforeprint" ? `${SHEET}px` : "";
      this.fit();
    };
    for (const type of PRINT) window.addEventListener(type, this.print);
    this.pause = () => document.hidden && this.source.stop();
    document.addEventListener("visibilitychange", this.pause);
  }

  close() {
    this.source.stop();
    clearTimeout(this.resting);
    this.resized.disconnect();
    window.removeEventListener("resize", this.fit);
    for (const type of PRINT) window.removeEventListener(type, this.print);
    document.removeEventListener("visibilitychange", this.pause);
    this.plot.close();
    this.root.remove();
  }

  // A new message: furnished anew if it looks different, drawn anew if the theme does.
  update(options, bytes, rest) {
    this.options = options;
    const { looks, moved } = this.source.take(options, bytes, rest);
    const same = JSON.stringify(looks) === this.looks;
    this.looks = JSON.stringify(looks);
    if (!same) this.furnish();
    this.tell();
    if (!same) this.plot.furnish(this.options.alt); // as high as what is told leaves it
    const names = ["text-color", "background-color", "font"];
    const theme = names.map((name) => themed(this.root, name)).join();
    this.plot.stale ||= !same || moved || theme !== this.theme;
    this.theme = theme;
    this.plot.draw();
    this.source.taken();
  }

  furnish() {
    const { hide } = this.options;
    this.controls.replaceChildren(...this.slider.furnish());
    this.numbers.furnish(this.source.readouts(), this.source.figure.layout.meta?.exact);
    this.panels.furnish(this.source.figure.layout.meta);
    const csv = button("CSV", () => saveCsv(this), { title: "Save every number of this picture" });
    const [png, svg] = ["png", "svg"].map((format) =>
      button(format.toUpperCase(), () => savePicture(this, format), { title: "Save this picture" }),
    );
    const look = { title: "Drag over the figure to enlarge a part; press again to go back" };
    const zoom = button("Zoom", () => {
      const on = zoom.getAttribute("aria-pressed") !== "true";
      zoom.setAttribute("aria-pressed", on);
      zoom.textContent = on ? "Zoom back" : "Zoom";
      this.plot.zoom(on);
    }, look);
    const save = h("span", { class: "quiet" }, "Save:");
    this.tools.replaceChildren(zoom, this.table.furnish(), save, png, svg, csv);
    this.controls.hidden = this.tools.hidden = hide.includes("controls");
    this.numbers.element.hidden = hide.includes("numbers");
    this.source.furnish();
  }

  name() {
    return this.source.names[this.at];
  }

  // The picture follows at once, all words that are read aloud only at rest.
  go(at) {
    if (at === this.at) return;
    this.at = at;
    this.source.went();
    this.tell();
    this.redraw ??= requestAnimationFrame(() => this.paint());
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.rest(), REST);
  }

  jump(name) {
    this.go(this.source.names.indexOf(name));
    this.source.settle();
  }

  tell() {
    this.slider.tell(this.at, this.name());
    this.numbers.tell(this.at);
    const still = this.root.classList.contains("sweeping");
    if (!still) tellNotice(this.options.key, this.source.notice?.(this.at));
    this.source.tell();
  }

  paint() {
    cancelAnimationFrame(this.redraw);
    this.redraw = undefined;
    if (this.plot.drawn) this.source.move();
    else if (!window.Plotly) this.plot.sketch();
  }

  rest() {
    this.plot.catchUp();
    this.spoken.textContent = this.source.sentence();
    this.table.fill();
  }
}
