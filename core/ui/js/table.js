// The figure's data as a table, for who reads rather than looks.

const cellText = (number) =>
  typeof number === "number" ? String(+number.toPrecision(5)) : (number ?? "");

// Every trace at a number of points, its last one among them.
function dataRows(traces, most) {
  return traces.flatMap((trace) => {
    const length = trace.x?.length ?? 0;
    const step = Math.max(1, Math.ceil(length / most));
    const points = [...Array(length).keys()].filter((i) => i % step === 0 || i === length - 1);
    return points.map((i) => [trace.name ?? "", trace.x[i], trace.y?.[i]]);
  });
}

class Table {
  constructor(view) {
    this.view = view;
    this.element = h("div", { class: "table", tabindex: "0", role: "region", hidden: "" });
  }

  furnish() {
    this.button = button("Data table", () => this.toggle());
    this.button.setAttribute("aria-expanded", String(!this.element.hidden));
    this.element.setAttribute("aria-label", `Data behind the figure: ${this.view.options.label}`);
    return this.button;
  }

  open() {
    if (this.element.hidden) this.toggle();
  }

  toggle() {
    this.element.hidden = !this.element.hidden;
    this.button.setAttribute("aria-expanded", !this.element.hidden);
    this.fill();
  }

  fill() {
    if (this.element.hidden) return;
    const { source, options, plot } = this.view;
    const cells = (tag, row) => h("tr", {}, ...row.map((cell) => h(tag, {}, cellText(cell))));
    const at = source.last() > 0 ? `${options.label}: ${this.view.name()}. ` : "";
    const caption = `${at}Every curve at up to 21 points; the CSV has all of them.`;
    const body = h("tbody", {}, ...dataRows(plot.traces(), 20).map((row) => cells("td", row)));
    const head = h("thead", {}, cells("th", ["curve", "x", "y"]));
    this.element.replaceChildren(h("table", {}, h("caption", {}, caption), head, body));
  }
}
