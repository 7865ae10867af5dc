// Draws a Plotly figure in place and scrubs its frames. The message is what
// explorable.py packs: options, then the figure with its frames as float32.
// Called again on every rerun and theme change, so everything here can run twice.

const NARROW = 640; // pixels: below this, panels stand on top of each other
const REST = 400; // milliseconds without a move before a screen reader is told
const views = new WeakMap(); // the element we live in -> what is drawn there
const places = new Map(); // key -> where the reader left the slider, and in which mount

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const bytes = new Uint8Array(data).buffer; // a copy, so that float32 is aligned
  const { header: options, rest } = split(bytes, 0);
  if (!options.key) return fetchPlotly(options.plotly);
  if (!views.has(parentElement)) {
    views.set(parentElement, options.live ? new Live(parentElement) : new View(parentElement));
  }
  const view = views.get(parentElement);
  view.report = setStateValue;
  view.ask = setTriggerValue;
  view.update(options, bytes, rest);
  return () => {
    view.close();
    views.delete(parentElement);
  };
}

// Beside Streamlit's own scripts, wherever a proxy has put the app.
function plotlyAddress(name) {
  const app = document.querySelector('script[type="module"][src*="static/js/"]').src;
  return new URL(`../../app/static/${name}`, app);
}

// Only fetched: to run it takes most of a second, and the sketch is to be seen before.
function fetchPlotly(name) {
  const link = { rel: "preload", as: "script", href: plotlyAddress(name) };
  window.bceFetched ??= document.head.appendChild(h("link", link));
}

function loadPlotly(name) {
  window.bcePlotly ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = plotlyAddress(name);
    script.onload = () => done(window.Plotly);
    script.onerror = () => failed(new Error(`could not load ${name}`));
    document.head.append(script);
  });
  return window.bcePlotly;
}

function split(bytes, start) {
  const length = new DataView(bytes).getUint32(start, true);
  const text = new TextDecoder().decode(new Uint8Array(bytes, start + 4, length));
  return { header: JSON.parse(text), rest: start + 4 + length };
}

function unpack(bytes, start) {
  const length = new DataView(bytes).getUint32(start, true);
  const text = new TextDecoder().decode(new Uint8Array(bytes, start + 4, length));
  const numbers = start + 4 + length;
  return JSON.parse(text, (_, value) =>
    Array.isArray(value?.$)
      ? new Float32Array(bytes, numbers + 4 * value.$[0], value.$[1])
      : value,
  );
}

function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element[name] = value;
    else if (value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

const painted = () => new Promise((seen) => requestAnimationFrame(() => setTimeout(seen)));

const axis = (name) => `${name[0]}axis${name.slice(1)}`; // "x2" is the axis "xaxis2"

// The runs of finite points, each a piece that is drawn without lifting the pen.
function unbroken(points) {
  const pieces = [[]];
  for (const point of points) {
    if (point.every(Number.isFinite)) pieces.at(-1).push(point);
    else if (pieces.at(-1).length) pieces.push([]);
  }
  return pieces.filter((piece) => piece.length);
}

const isSimple = ({ type, mode, fill, line }) =>
  type === "scatter" && !mode.includes("text") && line?.shape !== "spline" &&
  ["none", "tozeroy", "toself", undefined].includes(fill);

const show = (number) =>
  typeof number === "number" ? String(+number.toPrecision(5)) : (number ?? "");

const PAGE_LINK = "a[data-testid=stPageLink-NavLink]";

class View {
  constructor(parent) {
    this.plot = h("div", { class: "plot waiting" }, "Drawing …");
    this.controls = h("div");
    this.numbers = h("dl");
    this.tools = h("div", { class: "row tools" });
    this.table = h("div", { class: "table", tabindex: "0", role: "region", hidden: "" });
    this.spoken = h("div", { class: "spoken", role: "status" });
    this.root = h("div", { class: "explorable" }, h("figure", {}, this.plot));
    this.root.append(this.controls, this.numbers, this.tools, this.table, this.spoken);
    this.root.onkeydown = (event) => {
      if (event.key === "t" && !event.ctrlKey && !event.metaKey) this.toggleTable();
    };
    parent.append(this.root);
    this.watch = new ResizeObserver(() => this.figure && this.draw());
    this.watch.observe(this.root);
    this.pause = () => document.hidden && this.stop();
    document.addEventListener("visibilitychange", this.pause);
    this.followed = (event) => this.followLink(event);
    document.addEventListener("click", this.followed, { capture: true });
    this.letReadersGrab();
  }

  close() {
    this.stop();
    clearTimeout(this.resting);
    this.watch.disconnect();
    document.removeEventListener("visibilitychange", this.pause);
    document.removeEventListener("click", this.followed, { capture: true });
    if (this.drawn) window.Plotly.purge(this.plot);
    this.root.remove();
  }

  // A link that sets this page anew: Streamlit tells the server, but leaves the address
  // bar as it was, and the next run would read that. The reader is taken to the figure that
  // the link names, or to the first.
  followLink(event) {
    const link = event.target.closest?.(PAGE_LINK);
    const aside = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey; // a new tab
    if (link?.pathname !== location.pathname || aside) return;
    const address = new URL(link.href);
    const asked = address.searchParams;
    const all = [...document.querySelectorAll(".explorable")];
    const keys = [...asked.keys()].map((key) => `#${CSS.escape(key)}-slider`).join();
    const set = all.find((one) => keys && one.querySelector(keys)) ?? all[0];
    for (const [name, value] of new URLSearchParams(location.search)) {
      if (name.startsWith("embed")) asked.append(name, value);
    }
    if (address.href !== location.href) history.pushState({}, "", address);
    if (this.root === set) this.root.scrollIntoView({ block: "start" });
  }

  update(options, bytes, rest) {
    const before = this.options;
    this.options = options;
    if (before?.digest !== options.digest) {
      this.figure = unpack(bytes, rest);
      this.names = this.figure.frames.map((frame) => frame.name);
      this.meta = this.figure.layout.meta ?? {};
    }
    if (places.get(options.key)?.mount !== options.mount) {
      places.set(options.key, { mount: options.mount, name: options.start });
    }
    const { digest, mount, start, ...looks } = options;
    const was = this.at;
    this.at = Math.max(0, this.names.indexOf(places.get(options.key).name));
    const same = JSON.stringify(looks) === this.looks && before?.digest === digest;
    this.looks = JSON.stringify(looks);
    if (!same) this.furnish();
    this.tell();
    const theme = ["text-color", "background-color", "font"].map((name) => this.css(name)).join();
    this.stale ||= !same || theme !== this.theme || this.at !== was; // Back moves it
    this.theme = theme;
    this.draw();
  }

  // -- Controls: native elements, so that every device and reader knows them ------------

  furnish() {
    const { key, label, alt, presets, recording, hide } = this.options;
    this.plot.setAttribute("role", "img");
    this.plot.setAttribute("aria-label", alt);
    if (!this.drawn) this.plot.style.minHeight = `${this.layout().height ?? 450}px`;
    const id = `${key}-slider`;
    // The slider itself speaks its value; said twice it would be a nuisance.
    this.output = h("output", { for: id, "aria-live": "off" });
    const most = this.names.length - 1;
    this.input = h("input", { type: "range", id, min: 0, max: most, step: 1 });
    this.input.oninput = () => this.go(+this.input.value);
    this.input.onchange = () => this.settle();
    this.buttons = presets.map(([text, name]) =>
      h("button", { type: "button", onclick: () => this.jump(name), "data-name": name }, text),
    );
    const slider = h("div", { class: "slider" }, h("label", { for: id }, label, this.output));
    slider.append(this.input);
    const controls = this.hasSlider() ? [slider] : [];
    if (recording) controls.unshift(this.player());
    if (this.buttons.length) {
      const row = { class: "row", role: "group", "aria-label": "Presets" };
      controls.push(h("div", row, ...this.buttons));
    }
    this.controls.replaceChildren(...controls);
    this.controls.hidden = hide.includes("controls");
    this.numbers.hidden = hide.includes("numbers");
    this.values = Object.entries(this.meta.readouts ?? {}).map(([title, texts]) => {
      const value = h("dd");
      return { row: h("div", {}, h("dt", {}, title), value), value, texts };
    });
    this.numbers.replaceChildren(...this.values.map(({ row }) => row));
    const tool = (text, onclick) => h("button", { type: "button", onclick }, text);
    this.tabler = tool("Data table", () => this.toggleTable());
    this.tabler.setAttribute("aria-expanded", String(!this.table.hidden));
    const [csv, png] = [tool("Save CSV", () => this.saveCsv()), tool("Save PNG", () => this.savePng())];
    this.tools.replaceChildren(this.tabler, csv, png);
    this.tools.hidden = hide.includes("controls");
    this.table.setAttribute("aria-label", `Data behind the figure: ${label}`);
  }

  hasSlider() {
    return this.names.length > 1;
  }

  player() {
    const step = (by) => () => {
      this.stop();
      this.go(Math.min(this.names.length - 1, Math.max(0, this.at + by)));
      this.settle();
    };
    this.playing = undefined;
    this.playButton = h("button", { type: "button" }, "Play");
    this.playButton.onclick = () => (this.playing ? this.stop() : this.play());
    const back = h("button", { type: "button", onclick: step(-1) }, "Step back");
    const on = h("button", { type: "button", onclick: step(1) }, "Step on");
    const row = { class: "row", role: "group", "aria-label": "Playback" };
    return h("div", row, this.playButton, back, on);
  }

  play() {
    // With motion reduced, the recording moves on once a second instead of gliding.
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (this.at === this.names.length - 1) this.go(0);
    this.playButton.textContent = "Pause";
    let last = performance.now();
    const tick = (now) => {
      if (now - last >= (calm ? 1000 : 40)) {
        last = now;
        this.go(this.at + 1);
      }
      if (this.at >= this.names.length - 1) this.stop();
      else this.playing = requestAnimationFrame(tick);
    };
    this.playing = requestAnimationFrame(tick);
  }

  stop() {
    if (!this.playing) return;
    cancelAnimationFrame(this.playing);
    this.playing = undefined;
    this.playButton.textContent = "Play";
    this.settle();
  }

  // -- Moving: the picture follows at once, Python hears of it at the end ---------------

  go(at) {
    if (at === this.at) return;
    this.at = at;
    places.set(this.options.key, { mount: this.options.mount, name: this.names[at] });
    this.tell();
    this.redraw ??= requestAnimationFrame(() => {
      this.redraw = undefined;
      if (this.drawn) this.move();
      else if (!window.Plotly) this.sketch();
    });
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.rest(), REST);
  }

  settle() {
    this.catchUp();
    this.report("at", { mount: this.options.mount, name: this.names[this.at] });
  }

  jump(name) {
    this.go(this.names.indexOf(name));
    this.settle();
  }

  tell() {
    const name = this.names[this.at];
    this.input.value = this.at;
    this.input.setAttribute("aria-valuetext", name);
    this.output.textContent = name;
    for (const { value, texts } of this.values) value.textContent = texts[this.at];
    for (const button of this.buttons) {
      button.setAttribute("aria-pressed", button.dataset.name === name);
    }
  }

  // Tells Plotly what was moved behind its back, so that hover and zoom know it too.
  catchUp() {
    if (!this.nudged || !this.drawn) return;
    this.nudged = false;
    this.restyle(this.frame());
  }

  rest() {
    this.catchUp();
    this.spoken.textContent = this.meta.sentences?.[this.at] ?? "";
    if (!this.table.hidden) this.fillTable();
  }

  // -- Drawing --------------------------------------------------------------------------

  // What Plotly is going to draw, in a lighter hand; back once the reader has seen it.
  sketch() {
    const html = sketched(this.traces(), this.layout(), this.plot.clientWidth);
    if (!html) return undefined;
    const sketch = h("div", { class: "sketch" });
    sketch.style.fontSize = `${this.narrow ? 13 : 14}px`;
    sketch.innerHTML = html;
    this.plot.replaceChildren(sketch);
    this.plot.classList.remove("waiting");
    return painted();
  }

  async draw() {
    const narrow = this.root.clientWidth < NARROW;
    if (!this.stale && narrow === this.narrow) return;
    if (!this.root.clientWidth) return; // not on the page yet: the observer will call
    this.stale = false;
    this.narrow = narrow;
    try {
      if (!window.Plotly) await this.sketch();
      const Plotly = await loadPlotly(this.options.plotly);
      this.plot.style.minHeight = "";
      if (!this.drawn) {
        this.plot.replaceChildren();
        this.plot.classList.remove("waiting");
      }
      const config = { responsive: true, displaylogo: false, displayModeBar: false };
      await Plotly.react(this.plot, this.traces(), this.layout(), config);
      this.drawn = true;
    } catch (error) {
      this.plot.textContent = "The drawing library could not be loaded. Here is the data.";
      if (this.table.hidden) this.toggleTable();
    }
    if (!this.pictured) this.report("drawn", true); // the rest of the page may follow
    this.pictured = true;
  }

  // What changes at the present position: trace indices, and what each then holds.
  frame() {
    return this.figure.frames[this.at];
  }

  traces() {
    const frame = this.frame();
    const traces = this.figure.data.map((trace) => ({ ...trace }));
    frame?.traces.forEach((index, i) => Object.assign(traces[index], frame.data[i]));
    return traces;
  }

  // While the slider moves, lines and markers are set straight in Plotly's own SVG: a
  // Plotly.restyle recalculates the whole figure and costs more than a display frame.
  // A frame that cannot be drawn that way goes through Plotly, and so does the last one.
  move() {
    const frame = this.frame();
    this.nudged = frame.traces.every((index, i) => this.nudge(index, frame.data[i]));
    // All or nothing: a restyle of one trace draws the others where Plotly left them.
    if (!this.nudged) this.restyle(frame);
  }

  nudge(index, { type, x, y, ...others }) {
    const calculated = this.plot.calcdata.find(([point]) => point.trace.index === index);
    const { trace, node3 } = calculated?.[0] ?? {};
    if (!node3 || !isSimple(trace) || Object.keys(others).length) return false;
    const across = this.plot._fullLayout[axis(trace.xaxis)];
    const up = this.plot._fullLayout[axis(trace.yaxis)];
    const [xs, ys] = [x ?? trace.x, y ?? trace.y];
    const points = Array.from(xs, (value, i) => [across.d2p(value), up.d2p(ys[i])]);
    const pieces = unbroken(points);
    const find = (what) => node3.node().querySelectorAll(what);
    const [markers, lines, fills] = [find(".point"), find(".js-line"), find(".js-fill")];
    // Plotly draws no point and no piece of a line for what is not a number.
    const seen = pieces.flat();
    if (trace.mode.includes("markers") && markers.length !== seen.length) return false;
    if (trace.mode.includes("lines") && trace.line.width > 0 && !lines.length) return false;
    if (fills.length && pieces.length !== 1) return false;
    const draw = (piece) => `M${piece.map(([a, b]) => `${a.toFixed(2)},${b.toFixed(2)}`).join("L")}`;
    const ground = up.d2p(up.type === "log" ? 10 ** up.range[0] : 0);
    // All pieces go into the first line; Plotly, at rest, makes a line of each.
    lines.forEach((line, i) => line.setAttribute("d", i ? "" : pieces.map(draw).join("")));
    fills.forEach((fill) => {
      const down =
        trace.fill === "toself" ? "Z" : `L${seen.at(-1)[0]},${ground}L${seen[0][0]},${ground}Z`;
      fill.setAttribute("d", draw(seen) + down);
    });
    markers.forEach((marker, i) => marker.setAttribute("transform", `translate(${seen[i]})`));
    return true;
  }

  restyle({ traces: indices, data }) {
    const update = {};
    data.forEach((trace, i) => {
      for (const [name, value] of Object.entries(trace)) {
        if (name === "type") continue;
        update[name] ??= data.map(() => undefined);
        update[name][i] = value;
      }
    });
    window.Plotly.restyle(this.plot, update, indices);
  }

  css(name) {
    return getComputedStyle(this.root).getPropertyValue(`--st-${name}`).trim();
  }

  layout() {
    const layout = structuredClone({ ...this.figure.layout, meta: undefined });
    const css = (name) => this.css(name);
    const [text, line, page] = [css("text-color"), css("border-color"), css("background-color")];
    const axis = {
      gridcolor: line, zerolinecolor: line, linecolor: text, automargin: true,
      ticks: "outside", tickcolor: line, title: { standoff: 8, font: { size: 14 } }, zeroline: false,
    };
    layout.template = {
      layout: {
        font: { color: text, family: css("font"), size: this.narrow ? 13 : 14 },
        paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)",
        margin: { l: 56, r: 12, t: 28, b: 48 }, hovermode: "closest",
        hoverlabel: { font: { color: text } },
        legend: { orientation: "h", x: 0, y: 1.02, yanchor: "bottom" },
        annotationdefaults: { arrowcolor: text, font: { color: text } },
        shapedefaults: { line: { color: text } }, xaxis: axis, yaxis: axis,
      },
    };
    layout.uirevision = this.options.key; // zoom and legend survive a redraw
    // A finger scrolls the page; it does not zoom the figure by accident.
    if (matchMedia("(pointer: coarse)").matches) layout.dragmode = false;
    for (const [path, value] of Object.entries(this.narrow ? (this.meta.narrow ?? {}) : {})) {
      const steps = path.split("."), last = steps.pop();
      steps.reduce((part, step) => (part[step] ??= {}), layout)[last] = value;
    }
    return layout;
  }

  // -- Grabbing the reader's point in the figure itself ---------------------------------

  grabbed(event) {
    const box = this.plot.getBoundingClientRect();
    for (const index of this.drawn ? (this.meta.handles ?? []) : []) {
      const { x: xs, y: ys, xaxis = "x", yaxis = "y" } = this.traces()[index];
      const [across, up] = [xaxis, yaxis].map((name) => this.plot._fullLayout[axis(name)]);
      const x = across._offset + across.d2p(xs[0]) + box.left - event.clientX;
      const y = up._offset + up.d2p(ys[0]) + box.top - event.clientY;
      if (Math.hypot(x, y) < 24) return { index, across, left: box.left };
    }
    return undefined;
  }

  letReadersGrab() {
    const keepFromPlotly = (event) => {
      if (!this.grabbed(event.touches?.[0] ?? event)) return;
      event.stopPropagation();
      event.preventDefault();
    };
    this.plot.addEventListener("mousedown", keepFromPlotly, { capture: true });
    this.plot.addEventListener("touchstart", keepFromPlotly, { capture: true, passive: false });
    this.plot.addEventListener("pointerdown", (event) => {
      this.held = event.button === 0 ? this.grabbed(event) : undefined;
      if (this.held) this.plot.setPointerCapture(event.pointerId);
      this.plot.classList.toggle("holding", Boolean(this.held));
    }, { capture: true });
    this.plot.addEventListener("pointermove", (event) => {
      if (!this.held) this.plot.classList.toggle("reach", Boolean(this.grabbed(event)));
      else this.go(this.nearest(event.clientX));
    });
    const letGo = () => {
      if (this.held) this.settle();
      this.held = undefined;
      this.plot.classList.remove("holding");
    };
    this.plot.addEventListener("pointerup", letGo);
    this.plot.addEventListener("pointercancel", letGo);
  }

  nearest(clientX) {
    const { index, across, left } = this.held;
    const far = this.figure.frames.map((frame) => {
      const x = frame.data[frame.traces.indexOf(index)].x[0];
      return Math.abs(across._offset + across.d2p(x) + left - clientX);
    });
    return far.indexOf(Math.min(...far));
  }

  // -- The same in numbers --------------------------------------------------------------

  rows(most) {
    return this.traces().flatMap((trace) => {
      const length = trace.x?.length ?? 0;
      const step = Math.max(1, Math.ceil(length / most));
      const points = [...Array(length).keys()].filter((i) => i % step === 0 || i === length - 1);
      return points.map((i) => [trace.name ?? "", trace.x[i], trace.y?.[i]]);
    });
  }

  toggleTable() {
    this.table.hidden = !this.table.hidden;
    this.tabler.setAttribute("aria-expanded", !this.table.hidden);
    if (!this.table.hidden) this.fillTable();
  }

  fillTable() {
    const cells = (tag, row) => h("tr", {}, ...row.map((cell) => h(tag, {}, show(cell))));
    const at = this.names.length > 1 ? `${this.options.label}: ${this.names[this.at]}. ` : "";
    const caption = `${at}Every curve at up to 21 points; the CSV has all of them.`;
    const body = h("tbody", {}, ...this.rows(20).map((row) => cells("td", row)));
    const head = h("thead", {}, cells("th", ["curve", "x", "y"]));
    this.table.replaceChildren(h("table", {}, h("caption", {}, caption), head, body));
  }

  saveCsv() {
    const quote = (cell) => (typeof cell === "string" ? `"${cell.replaceAll('"', '""')}"` : cell);
    const rows = [["curve", "x", "y"], ...this.rows(Infinity)];
    const lines = rows.map((row) => row.map(quote).join(","));
    const link = h("a", { download: `${this.fileName()}.csv` });
    link.href = URL.createObjectURL(new Blob([lines.join("\n") + "\n"], { type: "text/csv" }));
    link.click();
    URL.revokeObjectURL(link.href);
  }

  savePng() {
    if (!this.drawn) return;
    const layout = { ...this.layout(), paper_bgcolor: this.css("background-color") };
    const { clientWidth: width, clientHeight: height } = this.plot;
    const image = { format: "png", width, height, scale: 2, filename: this.fileName() };
    window.Plotly.downloadImage({ data: this.traces(), layout }, image);
  }

  fileName() {
    return `${this.options.key}-${this.names[this.at] ?? "figure"}`;
  }
}
