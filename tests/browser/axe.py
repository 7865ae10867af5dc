"""What axe finds wrong in a page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def faults(page: Page, rules: list[str] = STANDARDS) -> list[str]:
    """Each fault: rule, element, and what to do."""
    # What is right is not asked for: to write that down takes most of its time.
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    response = Axe().run(page, options=options).response
    return [
        f"{found['id']}: {node['target']}: {node['failureSummary']}"
        for found in response["violations"]
        for node in found["nodes"]
    ]
