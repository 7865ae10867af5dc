// Questions found while one types: by plain words, numbers and error texts, with
// misspellings forgiven. What a question is found by comes from search.py.

const MOST = 7; // results
const WEIGHTS = { ask: 4, words: 3, answer: 1 };

export default function ({ data, parentElement }) {
  const field = parentElement.querySelector(".search") ?? furnish(parentElement);
  const told = JSON.stringify(data.questions);
  if (field.told === told) return;
  field.told = told;
  field.questions = data.questions.map((one) => ({ ...one, parts: indexed(one) }));
  const input = field.querySelector("input");
  if (input.value) input.oninput(); // the reader is back
}

function furnish(parent) {
  const root = make("div", { class: "search" });
  const input = make("input", {
    type: "search", role: "combobox", id: "search", autocomplete: "off", spellcheck: "false",
    "aria-expanded": "false", "aria-controls": "search-results", "aria-autocomplete": "list",
    placeholder: "Words, a number or an error message",
  });
  const label = make("label", { for: "search" }, "I have a question");
  const list = make("ul", { role: "listbox", id: "search-results", "aria-label": "Questions", hidden: "" });
  const told = make("p", { class: "told", role: "status" });
  root.append(label, input, list, told);
  parent.append(root);
  let [found, at] = [[], -1];
  const mark = (to) => {
    at = to;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", i === at));
    if (at >= 0) input.setAttribute("aria-activedescendant", `search-${at}`);
    else input.removeAttribute("aria-activedescendant");
    list.children[at]?.scrollIntoView({ block: "nearest" });
  };
  input.oninput = () => {
    const search = { words: input.value, document: performance.timeOrigin };
    history.replaceState({ ...history.state, search }, ""); // for Back
    found = best(root.questions, input.value);
    list.replaceChildren(...found.map((one, i) => option(one, i, () => open(one))));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    mark(found.length ? 0 : -1);
    const none = input.value.trim().length > 2 && !found.length;
    told.textContent = none ? "No question has these words. All of them are listed below." : "";
  };
  input.onkeydown = (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by && found.length) {
      mark((at + by + found.length) % found.length);
      event.preventDefault();
    } else if (event.key === "Enter" && at >= 0) {
      open(found[at]);
    } else if (event.key === "Escape") {
      input.value = "";
      input.oninput();
    }
  };
  input.value = earlier();
  return root;
}

// What was typed, for a reader who comes back. A page loaded again also has its old
// history, but begins anew.
function earlier() {
  const { words, document } = history.state?.search ?? {};
  const [load] = performance.getEntriesByType("navigation");
  const back = document === performance.timeOrigin || load?.type === "back_forward";
  return (back && words) || "";
}

// By the page's own link to it: so Back leads here again, and nowhere in between.
function open({ href }) {
  const there = new URL(href, document.baseURI).href;
  const links = [...document.querySelectorAll("a[data-testid=stPageLink-NavLink]")];
  const link = links.find((one) => one.href === there);
  if (link) link.click();
  else location.assign(there);
}

function option({ ask, page, href }, i, choose) {
  const link = make("a", { href, tabindex: "-1" }, ask);
  const item = make("li", { role: "option", id: `search-${i}`, "aria-selected": "false" }, link);
  item.append(make("span", {}, page));
  item.onclick = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a new tab
    event.preventDefault();
    choose();
  };
  return item;
}

// -- Finding --------------------------------------------------------------------------------

const split = (text) => text.toLowerCase().replaceAll("−", "-").replaceAll("'", "")
  .replace(/\bzero\b/g, "0")
  .match(/\d+(?:\.\d+)?|[\p{L}_]+/gu) ?? [];

const indexed = (question) => ({
  ...Object.fromEntries(Object.keys(WEIGHTS).map((name) => [name, [...new Set(split(question[name]))]])),
  whole: question.words.split("\n").map((words) => telling(split(words)).join(" ")),
});

// Words that say nothing about what is asked, unless there are no others.
const EMPTY = new Set(("a an the is are was be do does did of in on at to for my me i it its that this what why how " +
  "when which should would can could with and or not so if there has have").split(" "));

function telling(words) {
  const some = words.filter((word) => !EMPTY.has(word));
  return some.length ? some : words;
}

function best(questions, text) {
  const asked = telling(split(text));
  if (!asked.length || text.trim().length < 2) return [];
  const rare = asked.map((word) => rarity(word, questions));
  const scored = questions.map((one) => ({ one, score: score(one.parts, asked, rare) }))
    .toSorted((a, b) => b.score - a.score);
  return scored.filter(({ score }) => score > Math.max(0.8, 0.35 * scored[0].score))
    .slice(0, MOST).map(({ one }) => one);
}

// A word that many questions have says little about which one is meant.
function rarity(word, questions) {
  const having = questions.filter(({ parts }) =>
    [...parts.ask, ...parts.words].some((known) => likeness(word, known) > 0.6)).length;
  return Math.log(1 + questions.length / (1 + having));
}

function score(parts, asked, rare) {
  let [sum, met, titled] = [0, 0, 0];
  asked.forEach((word, i) => {
    let found = 0;
    for (const [name, weight] of Object.entries(WEIGHTS)) {
      const most = Math.max(0, ...parts[name].map((known) => likeness(word, known)));
      found += weight * most;
      if (name === "ask") titled += most;
    }
    met += found > 0;
    sum += rare[i] * found;
  });
  const length = telling(parts.ask).length;
  // All words count, and that all are met, and that the question is about little else,
  // or that people say just this.
  const said = parts.whole.includes(asked.join(" ")) ? 2.5 : 1;
  return said * sum * (met / asked.length) * (1 + titled / Math.max(asked.length, length));
}

// 1 for the word itself, less for its beginning, its stem, or a misspelling of it.
function likeness(word, known) {
  if (word === known) return 1;
  if (/^\d/.test(word)) return known.startsWith(word) && word.length > 2 ? 0.9 : 0;
  if (known.startsWith(word)) return word.length > 2 ? 0.8 : 0.2;
  const stem = Math.min(word.length, known.length);
  if (stem > 4 && word.slice(0, stem - 1) === known.slice(0, stem - 1)) return 0.7;
  const allowed = word.length > 7 ? 2 : word.length > 4 ? 1 : 0;
  return allowed && distance(word, known, allowed) <= allowed ? 0.6 : 0;
}

// Letters changed, added, left out or swapped with the next (optimal string alignment).
function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let [before, last] = [[], [...Array(b.length + 1).keys()]];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + same);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    [before, last] = [last, row];
  }
  return last[b.length];
}

function make(tag, attributes, text = "") {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(text);
  return element;
}
