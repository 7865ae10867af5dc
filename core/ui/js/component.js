// The component's door. Streamlit calls it on every rerun and theme change, so that all
// of this can run twice. The files of this folder are one module, in any order: nothing
// but names is made while they load. What explorable.py packs is told by message.js.

const views = new WeakMap(); // the element we live in -> what is shown there

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const bytes = new Uint8Array(data).buffer; // a copy, so that float32 is aligned
  const { header: options, rest } = split(bytes, 0);
  if (!options.key) return begin(setStateValue);
  if (!views.has(parentElement)) views.set(parentElement, new View(parentElement, options));
  const view = views.get(parentElement);
  view.report = setStateValue;
  view.ask = setTriggerValue;
  // Put up anew in the middle of a run, it has no figure, and the server does not know.
  if (options.live && !options.figure && !view.source.figure) view.source.requests.introduce();
  else view.update(options, bytes, rest);
  return () => {
    // Streamlit also asks for this when it calls again before this call has come to its
    // end: the view stays, and the next call has it.
    if (parentElement.isConnected) return;
    view.close();
    views.delete(parentElement);
  };
}

// What is there once a page, without a figure.
function begin(report) {
  watchLinks(report);
  watchConnection();
}
