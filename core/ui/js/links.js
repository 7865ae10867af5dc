// A link that sets this page anew. Streamlit would tell the server, but leave the address
// bar as it was, and keep what the link leaves out. So the server is told of the link
// itself, and writes the address. The reader is taken to the figure that the link names, or
// to the first.

const PAGE_LINK = "a[data-testid=stPageLink-NavLink]";

// Once a document, however often this file is loaded.
function watchLinks(report) {
  if (!window.bceLinks) {
    window.bceLinks = { number: 0 };
    document.addEventListener("click", followLink, { capture: true });
    document.addEventListener("click", closeMenu);
    document.addEventListener("paste", readPasted);
    addEventListener("beforeprint", openAnswers);
  }
  window.bceLinks.report = report;
}

// A phone's menu covers the page that was chosen in it.
function closeMenu(event) {
  if (innerWidth > 640 || !event.target.closest?.("[data-testid=stSidebarNavLink]")) return;
  document.querySelector("[data-testid=stSidebarCollapseButton] button")?.click();
}

// What is folded on the screen is read on paper.
function openAnswers() {
  for (const one of document.querySelectorAll("[data-testid=stExpander] details")) one.open = true;
}

function followLink(event) {
  const link = event.target.closest?.(PAGE_LINK);
  const aside = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey; // a new tab
  if (link?.pathname !== location.pathname || aside) return;
  event.preventDefault();
  event.stopPropagation();
  const links = window.bceLinks;
  links.number += 1;
  const followed = { number: links.number, query: link.search.slice(1) };
  inTurn(() => links.report("followed", followed));
  const keys = [...new URLSearchParams(link.search).keys()];
  const sliders = keys.map((key) => `#${CSS.escape(key)}-slider`).join();
  const all = [...document.querySelectorAll(".explorable")];
  const set = all.find((one) => sliders && one.querySelector(sliders)) ?? all[0];
  set?.scrollIntoView({ block: "start" });
}
