// Plotly.js itself: where it is, asked for early, run once.

// Beside Streamlit's own scripts, wherever a proxy has put the app.
function plotlyAddress(name) {
  const app = document.querySelector('script[type="module"][src*="static/js/"]').src;
  return new URL(`../../app/static/${name}`, app);
}

// Only fetched: to run it takes most of a second, and the sketch is to be seen before.
function fetchPlotly(name) {
  if (!name || window.bcePlotly) return; // there is none; it is there
  const link = { rel: "preload", as: "script", href: plotlyAddress(name) };
  window.bceFetched ??= document.head.appendChild(h("link", link));
}

function loadPlotly(name) {
  if (!name) throw new Error("the server has no drawing library");
  window.bcePlotly ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = plotlyAddress(name);
    script.onload = () => done(window.Plotly);
    script.onerror = () => failed(new Error(`could not load ${name}`));
    document.head.append(script);
  });
  return window.bcePlotly;
}
