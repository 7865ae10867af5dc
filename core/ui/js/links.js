// A link that sets this page anew: Streamlit tells the server, but leaves the address
// bar as it was, and the next run would read that. The reader is taken to the figure that
// the link names, or to the first.

const PAGE_LINK = "a[data-testid=stPageLink-NavLink]";

// Once a document, however many figures it holds and however often this file is loaded.
function watchLinks() {
  if (window.bceLinks) return;
  window.bceLinks = true;
  document.addEventListener("click", followLink, { capture: true });
  document.addEventListener("click", closeMenu);
  addEventListener("beforeprint", openAnswers);
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
  const address = new URL(link.href);
  const asked = address.searchParams;
  const all = [...document.querySelectorAll(".explorable")];
  const keys = [...asked.keys()].map((key) => `#${CSS.escape(key)}-slider`).join();
  const set = all.find((one) => keys && one.querySelector(keys)) ?? all[0];
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (name.startsWith("embed")) asked.append(name, value);
  }
  if (address.href !== location.href) history.pushState({}, "", address);
  set?.scrollIntoView({ block: "start" });
}
