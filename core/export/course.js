// A page of the course: it holds every state that was recorded. A control picks one.

const known = new Map(); // name -> what waits for a figure, or the figure's bytes
const state = {};
let page;

window.bceCourse = { figure, page: open };

function open(data) {
  page = data;
  for (const [key, { default: value }] of Object.entries(page.controls)) state[key] = value;
  follow(new URLSearchParams(location.search));
  window.bcePlotly = new Promise((done) =>
    addEventListener("load", () => done(window.Plotly)),
  );
  document.addEventListener("input", ({ target }) => {
    const key = target.dataset.set;
    if (!key) return;
    state[key] = target.type === "range" ? target.dataset.values.split("|")[target.value] : target.value;
    forget(key);
    apply();
    remember();
  });
  offerTour();
  apply();
}

// A link sets what it names; several parameters may stand for one choice.
function follow(query) {
  for (const [key, control] of Object.entries(page.controls)) {
    const asked = query.get(key);
    if (asked === null && !Object.keys(control.queries).length) continue;
    if (control.kind === "slider") state[key] = asked ?? state[key];
    else if (asked !== null) state[key] = nearest(asked, control.values);
    const given = [...query].filter(([name]) => name !== key).sort().join();
    for (const [value, held] of Object.entries(control.queries)) {
      if (asked === null && Object.entries(held).sort().join() === given) state[key] = value;
    }
  }
}

// Another case is guessed anew.
function forget(changed) {
  if (page.controls[changed].kind === "guess") return;
  for (const key of Object.keys(page.controls)) if (key.endsWith("_")) state[key] = "";
}

// A file has no address to keep a state in.
function remember() {
  if (location.protocol === "file:") return;
  const set = Object.entries(state).filter(([key, value]) => value !== page.controls[key].default);
  const kept = set.filter(([key]) => page.controls[key].kind !== "guess");
  history.replaceState(null, "", `?${new URLSearchParams(kept)}`);
}

// -- What is seen in this state ---------------------------------------------------------

function apply() {
  const at = {};
  for (const [key, { values }] of Object.entries(page.controls)) {
    at[key] = values.indexOf(nearest(state[key], values));
  }
  for (const [name, [keys, numbers]] of Object.entries(page.moving)) {
    const number = numbers[keys.reduce((sum, key) => sum * page.controls[key].values.length + at[key], 0)];
    const piece = document.querySelector(`[data-piece="${name}"]`);
    if (piece.dataset.number === String(number)) continue;
    piece.dataset.number = number;
    put(piece, page.texts[number]);
  }
  for (const set of document.querySelectorAll("[data-set]")) show(set, state[set.dataset.set]);
  for (const place of document.querySelectorAll(".drawn")) draw(place);
  for (const box of [...document.querySelectorAll("main details, main div, main section")].reverse()) {
    if (!box.closest(".drawn")) box.hidden = !box.textContent && !box.querySelector("img, input, .drawn, .notice");
  }
  tellSliders(at);
  setFormulas(document);
}

// A figure stays where it is and is given what it draws now.
function put(piece, text) {
  const made = h("template");
  made.innerHTML = text;
  const [was, now] = [piece.querySelector(".drawn"), made.content.querySelector(".drawn")];
  if (was && now) Object.assign(was.dataset, now.dataset);
  else piece.replaceChildren(made.content);
}

function show(set, value) {
  if (set.type === "radio") set.checked = set.value === value;
  else if (set.type === "range") {
    const values = set.dataset.values.split("|");
    set.value = values.indexOf(value);
    set.setAttribute("aria-valuetext", minus(value));
    set.parentElement.querySelector("output").textContent = minus(value);
  } else set.value = value;
}

// Of values with numbers the nearest one; words are themselves, or the first.
function nearest(value, values) {
  if (values.includes(value)) return value;
  const numbers = (text) => text.split(",").map(Number);
  const far = (one) => Math.hypot(...numbers(one).map((n, i) => n - numbers(value)[i]));
  return values.reduce((best, one) => (far(one) < far(best) ? one : best));
}

// Pictures follow a slider everywhere; words were recorded at some of its positions.
function tellSliders(at) {
  const inWords = new Set(Object.values(page.moving).flatMap(([keys]) => keys));
  for (const [key, { kind, values }] of Object.entries(page.controls)) {
    const place = document.querySelector(`.drawn[data-key="${CSS.escape(key)}"]`);
    if (kind !== "slider" || !place || !inWords.has(key)) continue;
    let line = document.querySelector(`[data-asof="${CSS.escape(key)}"]`);
    if (!line) {
      line = h("p", { class: "asof", role: "status", "data-asof": key });
      let top = place;
      while (top.parentElement.tagName !== "MAIN") top = top.parentElement;
      top.after(line);
    }
    const here = values[at[key]];
    const told = `The words and numbers below are those at ${minus(here)}, the nearest position that this copy has them for.`;
    line.textContent = here === state[key] ? "" : told;
  }
}

function setFormulas(root) {
  for (const place of root.querySelectorAll("[data-tex]:not([data-done])")) {
    place.dataset.done = "";
    window.katex.render(place.dataset.tex, place, { displayMode: place.classList.contains("line"), throwOnError: false });
  }
}
