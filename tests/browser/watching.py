"""A page in a real browser, watched for trouble, and worked with the keyboard alone."""

from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

MOST_TABS = 200
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
# What a screen reader would say of what has the focus: its label, its words, and for one of a group the questions it belongs to.
SPOKEN = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return "";
  const label = one.labels && one.labels.length ? one.labels[0].innerText : one.getAttribute("aria-label") || one.innerText || "";
  const asked = [];
  for (let at = one.closest("fieldset"); at; at = at.parentElement.closest("fieldset")) {
    const legend = at.querySelector("legend");
    if (legend) asked.push(legend.innerText);
  }
  return `${asked.join(" ")} | ${label}`;
}"""
FOCUSED = "document.activeElement.type || document.activeElement.tagName"
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


class Watched:
    """One person's browser. `trouble` gathers console errors, refused scripts and requests that leave the machine."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.base = base
        self.trouble: list[str] = []
        self.page: Page = context.new_page()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.trouble.append(f"script: {error}"))
        self.page.on("request", self._asked)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.trouble.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _asked(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https") and address.netloc != urlsplit(self.base).netloc:
            self.trouble.append(f"left the machine: {address.netloc}")

    def go(self, address: str) -> None:
        self.page.goto(self.base + address)

    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    def said(self) -> str:
        """All that main says, as it is read."""
        return self.page.locator("main").inner_text()

    def sees_no_barrier(self) -> None:
        """Axe finds nothing, and nothing scrolls sideways on a phone or at a desk."""
        for size in (PHONE, DESK):
            self.page.set_viewport_size(size)
            assert not self.page.evaluate(SIDEWAYS), f"{self.page.url} scrolls sideways at {size['width']}"
            found = Axe().run(self.page)
            assert found.violations_count == 0, f"{self.page.url} at {size['width']}\n{found.generate_report()}"

    # The keyboard alone.

    def tab_to(self, words: str, *, among: str = "") -> None:
        """Press Tab until what has the focus is called `words`, in the group asking `among`."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if self._on(words, among):
                return
        raise AssertionError(f"Tab never reached “{words}” on {self.page.url}")

    def type_in(self, label: str, text: str, *, among: str = "") -> None:
        self.tab_to(label, among=among)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def type_day(self, question: str, day: str, month: str, year: str) -> None:
        for label, text in (("Day", day), ("Month", month), ("Year", year)):
            self.type_in(label, text, among=question)

    def choose(self, label: str, *, among: str) -> None:
        """Reach a group of radios, then walk it with the arrows."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(FOCUSED) == "radio" and self._on("", among):
                break
        for _ in range(MOST_TABS):
            if self._on(label, among):
                self.page.keyboard.press("Space")
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"No “{label}” among “{among}” on {self.page.url}")

    def tick(self, label: str) -> None:
        self.tab_to(label)
        self.page.keyboard.press("Space")

    def press(self, words: str) -> None:
        """Reach a button or a link and press Enter; waits for the page it leads to."""
        self.tab_to(words)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def _on(self, words: str, among: str) -> bool:
        group, _, label = str(self.page.evaluate(SPOKEN)).partition(" | ")
        return label.strip().startswith(words) and among in group
