// Asked of every page by test_old_engine.py, in the language of 2018; returns what is wrong as a list of sentences.
(({ target, text }) => {
  const wrong = [];
  const name = (el) => `<${el.tagName.toLowerCase()} class="${el.getAttribute("class") || ""}"> in <${el.parentElement.tagName.toLowerCase()} class="${el.parentElement.getAttribute("class") || ""}">`;
  const size = (el, property) => parseFloat(getComputedStyle(el)[property]) || 0;
  const seen = (el) => {
    const box = el.getBoundingClientRect();
    return box.width > 1 && box.height > 1;
  };

  // 1 The page keeps to the screen, and its text to a distance from the edge.
  const width = document.documentElement.clientWidth;
  if (document.scrollingElement.scrollWidth > width) wrong.push(`${document.scrollingElement.scrollWidth} px wide on a screen of ${width}`);
  const main = document.querySelector("main");
  if (size(main, "paddingLeft") < 12 || size(main, "paddingRight") < 12) wrong.push("no gutter");

  // 2 The doors lie along the lower edge.
  const bar = document.querySelector(".bottom-bar");
  if (bar) {
    const box = bar.getBoundingClientRect();
    if (Math.abs(box.bottom - innerHeight) > 1 || box.left > 1 || box.width < width - 1) wrong.push(`the bar lies at ${Math.round(box.left)}, ${Math.round(box.top)} to ${Math.round(box.bottom)} of ${innerHeight}`);
  }

  // 3 Text is large, and no list that is laid out shows dots.
  if (size(document.body, "fontSize") < text - 0.1) wrong.push(`text of ${size(document.body, "fontSize")} px`);
  for (const list of document.querySelectorAll("ul[class]")) {
    if (getComputedStyle(list).listStyleType !== "none") wrong.push(`dots: ${name(list)}`);
  }

  // 4 Fields and buttons are large, and fields have an edge.
  for (const field of document.querySelectorAll("input:not([type=hidden]):not([type=checkbox]):not([type=radio]):not([type=file]), select, textarea, .button, .switch, summary")) {
    if (!seen(field)) continue;
    const height = field.getBoundingClientRect().height;
    if (height < target - 0.5) wrong.push(`${Math.round(height)} px high: ${name(field)}`);
    if (/INPUT|SELECT|TEXTAREA/.test(field.tagName) && (size(field, "borderTopWidth") < 1 || size(field, "borderTopLeftRadius") < 4)) wrong.push(`no edge: ${name(field)}`);
  }

  // 5 What a newer engine keeps apart by a gap does not stick together. An engine that knows the gap of grids says
  // what the gap of a flex box would be, but does not keep it.
  for (const row of document.querySelectorAll("body *")) {
    if (!/flex/.test(getComputedStyle(row).display)) continue;
    const across = size(row, "columnGap"), down = size(row, "rowGap");
    if (!across && !down) continue;
    const parts = [];
    for (const node of row.childNodes) {
      if (node.nodeType === Node.TEXT_NODE && node.data.trim()) {
        const words = document.createRange();
        words.selectNodeContents(node);
        parts.push(words.getBoundingClientRect());
      } else if (node.nodeType === Node.ELEMENT_NODE && !/absolute|fixed/.test(getComputedStyle(node).position)) {
        parts.push(node.getBoundingClientRect());
      }
    }
    const shown = parts.filter((part) => part.width && part.height);
    shown.slice(1).forEach((after, number) => {
      const before = shown[number];
      const beside = Math.min(before.bottom, after.bottom) - Math.max(before.top, after.top) > 2;
      const gap = beside ? across : down;
      // Parts may be put in another order than they are written in.
      const apart = beside ? Math.max(after.left - before.right, before.left - after.right) : Math.max(after.top - before.bottom, before.top - after.bottom);
      if (apart < Math.min(gap, 4) - 0.6) wrong.push(`${apart.toFixed(1)} px apart instead of ${gap}: ${name(row)}`);
    });
  }

  // 6 Whoever uses the keyboard sees where they are.
  const link = Array.from(main.querySelectorAll("a[href], button")).find((one) => seen(one) && !one.closest("svg, h2"));
  if (link) {
    link.focus();
    if (getComputedStyle(link).outlineStyle === "none" || size(link, "outlineWidth") < 3) wrong.push(`no ring: ${name(link)}`);
  }
  return Array.from(new Set(wrong)).slice(0, 8);
})
