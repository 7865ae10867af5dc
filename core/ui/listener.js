// Hears where a slider rests: rest.js finds it by its attributes and tells it.

export default function ({ data, parentElement, setStateValue }) {
  Object.assign(parentElement.dataset, data); // the slider, and where it was drawn for
  parentElement.hear = (at) => setStateValue("at", at);
}
