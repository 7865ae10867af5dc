// Who is told where a slider rests: the parts of the page that follow it (rest.py), or
// Streamlit itself, which then runs the section of the figure. That is also what is left
// if no part answers.

const UNHEARD = 8000; // milliseconds without an answer
const reports = []; // that wait for their turn
const latest = new Map(); // key of a slider -> the number of its last report
let serial = 0;
let connection; // watched
let asked = 0; // for the whole page

const listeners = (key) => [...document.querySelectorAll(`[data-slider="${key}"]`)];

function reportRest(view, place) {
  const { key, whole } = view.options;
  const at = { ...place, serial: ++serial };
  const itself = () => view.report("at", at);
  const told = whole ? [] : listeners(key);
  latest.set(key, at.serial);
  if (!told.length) return inTurn(itself);
  for (const one of told) inTurn(() => one.hear(at));
  setTimeout(() => {
    const answered = listeners(key).every((one) => one.dataset.at === at.name);
    // By now the reader may have moved it again, or gone back in the browser's history.
    const counts = latest.get(key) === at.serial && places.get(key).mount === at.mount;
    if (!answered && counts) inTurn(itself);
  }, UNHEARD);
}

// A server that has been started anew knows no part of this page, and would not answer
// for one: when the line is back, the page as a whole is asked for. Once more when that is
// done, if the reader has asked for anything meanwhile.
function watchConnection() {
  const app = document.querySelector("[data-test-connection-state]");
  if (connection || !app) return;
  const ask = () => inTurn(() => window.bceLinks.report("back", ++asked));
  const now = app.dataset;
  let lost = false;
  let renewing = false;
  let touched = false;
  connection = new MutationObserver(() => {
    const connected = now.testConnectionState === "CONNECTED";
    if (connected && lost) {
      [renewing, touched] = [true, false];
      ask();
    } else if (connected && renewing && now.testScriptState === "notRunning") {
      renewing = false;
      if (touched) ask();
    }
    lost = !connected;
  });
  const states = ["data-test-connection-state", "data-test-script-state"];
  connection.observe(app, { attributeFilter: states });
  for (const event of ["pointerdown", "keydown"]) {
    document.addEventListener(event, () => (touched = true), { capture: true });
  }
}

// Streamlit puts all reports of a moment into one message, which runs one part only.
function inTurn(report) {
  reports.push(report);
  if (reports.length === 1) next();
}

function next() {
  reports[0]();
  setTimeout(() => {
    reports.shift();
    if (reports.length) next();
  });
}
