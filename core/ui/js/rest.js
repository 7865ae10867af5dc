// Who is told where a slider rests: the parts of the page that follow it (rest.py), or
// Streamlit itself, which then runs the whole page. That is also what is left if no part
// answers, or if the connection was lost: the server may be one that does not know them.

const UNHEARD = 8000; // milliseconds without an answer
const reports = []; // that wait for their turn
const latest = new Map(); // key of a slider -> the number of its last report
let serial = 0;
let connection; // watched
let renewed = false; // since the last report: the server may be a new one

const listeners = (key) => [...document.querySelectorAll(`[data-slider="${key}"]`)];

function reportRest(view, place) {
  const { key, whole } = view.options;
  const at = { ...place, serial: ++serial };
  const itself = () => view.report("at", at);
  const told = whole || renewed ? [] : listeners(key);
  renewed = false;
  latest.set(key, at.serial);
  if (!told.length) return inTurn(itself);
  for (const one of told) inTurn(() => one.hear(at));
  setTimeout(() => {
    const answered = listeners(key).every((one) => one.dataset.at === at.name);
    if (!answered && latest.get(key) === at.serial) inTurn(itself);
  }, UNHEARD);
}

function watchConnection() {
  const app = document.querySelector("[data-test-connection-state]");
  if (connection || !app) return;
  connection = new MutationObserver(() => (renewed = true));
  connection.observe(app, { attributeFilter: ["data-test-connection-state"] });
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
