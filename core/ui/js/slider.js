// The slider with its label and value, and a row of named positions.

class Slider {
  constructor(view) {
    this.view = view;
  }

  furnish() {
    const { view } = this;
    const { key, label, presets } = view.options;
    const id = `${key}-slider`;
    // The slider itself speaks its value; said twice it would be a nuisance.
    this.output = h("output", { for: id, "aria-live": "off" });
    this.input = h("input", { type: "range", id, min: 0, max: view.source.last(), step: 1 });
    this.input.oninput = () => view.source.wind(+this.input.value);
    this.input.onchange = () => view.source.settle();
    this.buttons = presets.map(([text, name]) =>
      button(text, () => view.jump(name), { "data-name": name }),
    );
    const elements = [];
    if (view.source.slides()) {
      const name = h("label", { for: id }, label, this.output);
      elements.push(h("div", { class: "slider" }, name, this.input));
    }
    if (this.buttons.length) elements.push(group("Presets", ...this.buttons));
    return elements;
  }

  tell(at, name) {
    this.input.max = this.view.source.last();
    this.input.value = at;
    this.input.setAttribute("aria-valuetext", name);
    this.output.textContent = name;
    for (const one of this.buttons) one.setAttribute("aria-pressed", one.dataset.name === name);
  }
}
