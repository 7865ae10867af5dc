"""What is reached by the Tab key alone."""

from playwright.sync_api import Page

# All that takes part, and what has had its turn. Of choices that belong together one
# is enough: the arrows lead to the others.
WANTED = """() => {
  const all = document.querySelectorAll(
    "a[href], button, input, select, textarea, summary, [tabindex]");
  window.reached = new Set();
  window.unseen = [];
  window.wanted = [...all].filter((one) => {
    const { width, height } = one.getBoundingClientRect();
    const seen = width && height && one.checkVisibility({ visibilityProperty: true });
    return seen && one.tabIndex >= 0 && !one.disabled;
  });
  return window.wanted.length;
}"""
REACHED = """() => {
  const here = document.activeElement;
  const { left, right } = here.getBoundingClientRect();
  if (right <= 0 || left >= innerWidth) window.unseen.push(here);
  window.reached.add(here);
  return here !== document.body;
}"""
ASTRAY = """() => {
  const group = (one) => one.closest("[role=radiogroup], [role=toolbar], [role=group]");
  const groups = new Set([...window.reached].map(group).filter(Boolean));
  const passed = (one) => window.reached.has(one) || groups.has(group(one));
  const missed = (one) => one.isConnected && !passed(one);
  const wrong = [...window.wanted.filter(missed), ...window.unseen];
  return wrong.map((one) => one.outerHTML.slice(0, 200));
}"""


def astray(page: Page) -> list[str]:
    """What Tab passes by from the page's top to its end, and where it is unseen."""
    count = page.evaluate(WANTED)
    page.evaluate("() => window.wanted[0].focus()")
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")  # come to by key, it glides into the window
    page.wait_for_timeout(300)
    # Cells of tables have their turns, too.
    while count > -60 and page.evaluate(REACHED):
        page.keyboard.press("Tab")
        count -= 1
    return page.evaluate(ASTRAY)
