// The slider with its label and value, and a row of named positions. These are equally
// far apart, or where the figure says: a probability's are even in the logit.

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
    this.input = h("input", { type: "range", id, min: 0, max: this.end(), step: 1 });
    this.input.places = view.source.meta.places;
    this.input.oninput = () => this.follow();
    const held = { pointerdown: true, pointerup: false, pointercancel: false, keydown: false };
    for (const [name, so] of Object.entries(held)) this.input.addEventListener(name, () => (this.held = so));
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

  // The thumb lies at a position, never between two. A key, or a screen reader's gesture,
  // may move it by less than the way to the next: it goes there all the same.
  follow() {
    const { at, source } = this.view;
    const value = +this.input.value;
    const near = this.nearest(value);
    source.wind(near === at && !this.held ? at + Math.sign(value - this.place(at)) : near);
    this.input.value = this.place(this.view.at);
  }

  end() {
    return this.place(this.view.source.last());
  }

  place(at) {
    return this.view.source.meta.places?.[at] ?? at;
  }

  nearest(place) {
    const { places } = this.view.source.meta;
    if (!places) return Math.round(place);
    const far = places.map((one) => Math.abs(one - place));
    return far.indexOf(Math.min(...far));
  }

  tell(at, name) {
    this.input.max = this.end();
    this.input.value = this.place(at);
    this.input.setAttribute("aria-valuetext", minus(name));
    this.output.textContent = minus(name);
    for (const one of this.buttons) one.setAttribute("aria-pressed", one.dataset.name === name);
  }
}
