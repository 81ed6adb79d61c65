"""What lies on the first screen of a phone in care mode, at its largest text, 36 px."""

from playwright.sync_api import Page

PHONE = {"care": "1-3", "viewport": {"width": 390, "height": 844}, "reduced_motion": "reduce"}
# Where something lies, and whether a thumb on its middle would meet it.
LIES = """(el) => {
  const box = el.getBoundingClientRect();
  const met = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height, 60) / 2);
  return {top: Math.round(box.top), bottom: Math.round(box.bottom), free: el.contains(met)};
}"""
SCREEN = """() => {
  const bar = document.querySelector(".bottom-bar");
  return Math.round(Math.min(innerHeight, bar ? bar.getBoundingClientRect().top : innerHeight));
}"""


def lies(page: Page, selector: str) -> dict[str, int]:
    return page.locator(selector).first.evaluate(LIES)


def outside(page: Page, *, end: str = "bottom", **parts: str) -> list[str]:
    """What of the named parts does not lie on the first screen, above the bar, or lies under something else.

    With `end="top"` it is enough that it begins there.
    """
    screen = page.evaluate(SCREEN)
    found = {name: lies(page, selector) for name, selector in parts.items()}
    return [
        f"{name} at {at['top']}–{at['bottom']} of {screen} px{'' if at['free'] else ', covered'}"
        for name, at in found.items()
        if at["top"] < 0 or at[end] > screen or not at["free"]
    ]
