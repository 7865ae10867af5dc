// The picture of the two networks: noise, G, fakes, D, losses, with the numbers that go
// through them; in slow motion its parts light up as they are busy.

const MOST_DOTS = 7; // of a layer; more neurons are written

const layerOf = (neurons) => {
  const dots = Array.from({ length: Math.min(neurons, MOST_DOTS) }, () => h("i"));
  return h("span", { class: "layer" }, ...dots);
};

class Networks {
  constructor() {
    this.element = h("div", { class: "networks", role: "group", "aria-label": "What goes through the two networks" });
  }

  furnish(drawn) {
    this.drawn = drawn;
    this.element.hidden = !drawn;
    if (!drawn) return;
    this.values = {};
    const said = (name, text, color = "") => {
      this.values[name] = h("b");
      return h("span", { class: `said ${color}`, "data-part": name }, text, this.values[name]);
    };
    const pile = (...parts) => h("span", { class: "pile" }, ...parts);
    const network = (name, title, color) =>
      h("span", { class: `network ${color}`, "data-part": name, title: `${title}: ${drawn[name].join(", ")} neurons` },
        h("b", {}, title), ...drawn[name].map(layerOf), h("small", {}, drawn[name].join("·")));
    const arrow = (...between) => h("span", { class: "arrow", "data-between": between.join() }, "→");
    const noise = h("span", { class: "said", "data-part": "noise" }, "noise z");
    const part = (name, one) => (one.dataset.part = name, one);
    this.element.replaceChildren(
      noise, arrow("noise", "g"), network("g", "G", "fake"), arrow("g", "fake"),
      pile(said("real", "real, mean ", "real"), said("fake", "fakes, mean ", "fake")),
      arrow("fake", "d"), network("d", "D", "disc"), arrow("d", "output"),
      pile(part("output", said("on_real", `${drawn.output} on real `, "real")),
        part("output", said("on_fake", `${drawn.output} on fakes `, "fake"))),
      arrow("output", "loss_d", "loss_g"),
      pile(said("loss_d", "D's loss ", "disc"), said("loss_g", "G's loss ", "fake")),
    );
    this.values.real.textContent = drawn.real;
  }

  tell(through, phase) {
    if (!this.drawn || !through) return;
    for (const [name, text] of Object.entries(through)) this.values[name].textContent = text;
    const lit = this.drawn.lit[phase - 1];
    this.element.classList.toggle("lit", Boolean(lit));
    for (const one of this.element.querySelectorAll("[data-part]")) {
      one.classList.toggle("dim", Boolean(lit) && !lit.parts.includes(one.dataset.part));
    }
    for (const one of this.element.querySelectorAll("[data-between]")) {
      const busy = one.dataset.between.split(",").filter((name) => lit?.parts.includes(name));
      one.classList.toggle("dim", Boolean(lit) && busy.length < 2);
      one.textContent = lit?.back && busy.length > 1 ? "←" : "→";
    }
  }
}
