// Elements: native ones, so that every device and every reader knows them.

function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element[name] = value;
    else if (value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

const button = (text, onclick, more = {}) =>
  h("button", { type: "button", onclick, ...more }, text);

const group = (label, ...children) =>
  h("div", { class: "row", role: "group", "aria-label": label }, ...children);

const painted = () => new Promise((seen) => requestAnimationFrame(() => setTimeout(seen)));

// A colour or font of Streamlit's theme, as it is where the element stands.
const themed = (element, name) =>
  getComputedStyle(element).getPropertyValue(`--st-${name}`).trim();

const wantsCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
