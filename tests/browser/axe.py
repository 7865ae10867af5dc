"""What axe finds wrong in a page."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# On a phone Streamlit's menu is a list with chapters between its items.
OURS: Any = {"exclude": [["[data-testid=stSidebarNavItems]"]]}


def faults(page: Page, rules: list[str] = STANDARDS) -> list[str]:
    """Each fault: rule, element, and what to do."""
    # What is right is not asked for: to write that down takes most of its time.
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    response = Axe().run(page, context=OURS, options=options).response
    return [
        f"{found['id']}: {node['target']}: {node['failureSummary']}"
        for found in response["violations"]
        for node in found["nodes"]
    ]
