// The guided tour of a page: a step sets the controls as a link does, and frames what it
// speaks of. Whoever leaves finds the controls as they were before, or, coming by a link to
// a step, as they are.

function offerTour() {
  const stage = document.querySelector(".stage");
  if (!stage || !page.tour.length) return;
  const words = h("div", { role: "status" });
  const [begin, back, next, leave] = [
    button("Guided tour", () => {
      before = Object.entries(state).filter(([key]) => page.controls[key].kind !== "guess");
      step(1);
    }),
    button("Back", () => step(at - 1)),
    button("Next", () => step(at + 1)),
    button("Leave", () => {
      if (before) set(before);
      step(0);
    }),
  ];
  const card = h("section", { class: "tour", "aria-label": "Guided tour" }, words, h("div", { class: "across" }, begin, back, next, leave));
  stage.querySelector(".rail").prepend(card);
  let [at, before] = [0, null];

  function step(number) {
    const found = page.tour[(at = number) - 1];
    stage.classList.toggle("touring", Boolean(found));
    stage.style = found ? found.look.map((part) => `--${part}: 1`).join(";") : "";
    words.innerHTML = found ? `<b>Guided tour, ${at} of ${page.tour.length}</b>${found.says}` : "";
    if (found) set(found.link);
    begin.hidden = Boolean(found);
    leave.hidden = !found;
    back.hidden = at < 2;
    next.hidden = !found || at === page.tour.length;
    const pressed = document.activeElement;
    if (card.contains(pressed) && pressed.hidden) (found ? (next.hidden ? back : next) : begin).focus();
  }

  const asked = Number(new URLSearchParams(location.search).get("tour"));
  step(page.tour[asked - 1] ? asked : 0);
}

// What a link names, and of all else but the guesses what the page opens with.
function set(link) {
  for (const [key, { kind, default: value }] of Object.entries(page.controls)) {
    if (kind !== "guess") state[key] = value;
  }
  follow(new URLSearchParams(link));
  apply();
  remember();
  for (const place of document.querySelectorAll(".drawn")) {
    const view = views.get(place); // none yet where it is still being fetched
    const to = view?.source.names.indexOf(state[place.dataset.key]) ?? -1;
    if (to >= 0) view.go(to);
  }
}
