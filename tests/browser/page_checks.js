// Asked of every page by test_public_pages.py; returns what is wrong as a list of sentences.
({ target, text, wide }) => {
  const wrong = [];
  const name = (el) => `<${el.tagName.toLowerCase()} class="${el.getAttribute("class") || ""}"> “${(el.innerText || el.value || el.getAttribute("aria-label") || "").trim().slice(0, 24)}”`;
  const hidden = (el) => el.closest(".visually-hidden, .skip, [hidden]") || !el.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
  // A link whose ::after covers the card that it stands in.
  const stretched = (el) => {
    if (el.tagName !== "A" || getComputedStyle(el, "::after").position !== "absolute") return null;
    let card = el;
    while (card !== document.body && getComputedStyle(card).position === "static") card = card.parentElement;
    return card;
  };
  // 1 No sideways scrolling; what is wider stands in a box that scrolls by itself.
  if (wide) {
    const width = document.documentElement.clientWidth;
    for (const el of document.body.querySelectorAll("*")) {
      if (hidden(el) || el.closest("svg svg, svg *")) continue;
      const box = el.getBoundingClientRect();
      if (!box.width || box.right <= width + 1) continue;
      let parent = el.parentElement, contained = false;
      for (; parent && parent !== document.body; parent = parent.parentElement) {
        if (/auto|scroll/.test(getComputedStyle(parent).overflowX)) contained = true;
        // A drawing that is cut off on purpose carries no words.
        if (el.tagName === "IMG" && getComputedStyle(parent).overflowX === "hidden") contained = true;
      }
      if (!contained) wrong.push(`sticks out to ${Math.round(box.right)} of ${width} px: ${name(el)}`);
    }
    return wrong.slice(0, 5);
  }
  // 2 Targets are large enough for a thumb, but for links inside running text (WCAG 2.5.8).
  for (const el of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")) {
    if (hidden(el) || el.closest("svg")) continue;
    const label = el.matches("[type=checkbox], [type=radio]") && el.closest("label");
    const box = (label || stretched(el) || el).getBoundingClientRect();
    if (!box.width || (box.width >= target - 0.5 && box.height >= target - 0.5)) continue;
    const around = el.closest("p, li, dd, td, th, label, h1, h2, h3, span");
    const inText = el.tagName === "A" && getComputedStyle(el).display === "inline" && around && around.innerText.trim().length > el.innerText.trim().length;
    if (!inText) wrong.push(`target of ${Math.round(box.width)}×${Math.round(box.height)} px: ${name(el)}`);
  }
  // 3 Text is large enough.
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const el = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || hidden(el) || el.closest("svg, script, style, noscript, option")) continue;
    const size = parseFloat(getComputedStyle(el).fontSize);
    if (size < text - 0.1) wrong.push(`text of ${size} px: ${name(el)}`);
  }
  return wrong.slice(0, 8);
}
