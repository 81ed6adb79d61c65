// What a page measures in care mode, asked of every page by test_care_mode.py. All details are opened first.
// SAID: words of offices and of the net that a neighbour need not know (check 16); hours of service have their own term
() => {
  const SAID = ["主办单位", "面向人群", "撤销取消", "双因素", "随岗移交", "候补队列", "打卡", "种草", "薅羊毛", "一键三连", "亲，"];
  document.querySelectorAll("main details").forEach((one) => { one.open = true; });
  const shown = (el) => !el.closest(".visually-hidden, .skip, [hidden]") && el.checkVisibility({ visibilityProperty: true }) && el.getBoundingClientRect().width > 1;
  const words = (el) => (el.innerText || "").trim().slice(0, 20);
  const px = (value) => Math.round(parseFloat(value) * 10) / 10;
  // Text, outside drawings and lists to choose from; and of it, what runs over more than one line
  const texts = [], running = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const el = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !shown(el) || el.closest("svg, script, style, noscript, option")) continue;
    texts.push(el);
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    if (new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1) running.push(el);
  }
  const least = (list, measure) => list.reduce((best, el) => {
    const value = measure(el);
    return best === null || value < best[0] ? [value, words(el)] : best;
  }, null) || [Infinity, ""];
  const style = (el) => getComputedStyle(el);
  // The gap between two paragraphs of running text, in gaps between two lines
  const pairs = [...document.querySelectorAll("main .prose > p + p, main .event__text > p + p")].filter(shown);
  const gap = (el) => {
    const between = el.getBoundingClientRect().top - el.previousElementSibling.getBoundingClientRect().bottom;
    return px(between / (parseFloat(style(el).lineHeight) - parseFloat(style(el).fontSize)));
  };
  const controls = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")].filter((el) => {
    const around = el.closest("p, li, dd, td, th, label, h1, h2, h3, span");
    const inText = el.tagName === "A" && style(el).display === "inline" && around && around.innerText.trim().length > el.innerText.trim().length;
    return shown(el) && !el.closest("svg") && !inText;
  });
  // A link whose ::after covers the card that it stands in
  const stretched = (el) => {
    if (el.tagName !== "A" || getComputedStyle(el, "::after").position !== "absolute") return null;
    let card = el;
    while (card !== document.body && style(card).position === "static") card = card.parentElement;
    return card;
  };
  const side = (el) => {
    const label = el.matches("[type=checkbox], [type=radio]") && el.closest("label");
    const box = (label || stretched(el) || el).getBoundingClientRect();
    return px(Math.min(box.width, box.height));
  };
  const [tool] = [...document.querySelectorAll(".tools .switch")].slice(-1);
  const box = tool.getBoundingClientRect();
  const forms = [...document.querySelectorAll("main form[method=post]")].filter((form) => form.querySelector("input:not([type=hidden]), select, textarea"));
  const every = (selector) => [...document.querySelectorAll(selector)];
  // What lies over the page beside the bar at its foot and the button that stays with a form
  const over = every("body *").filter((el) => style(el).position === "fixed" && shown(el) && !el.closest(".bottom-bar, .skip"));
  const viewport = document.querySelector("meta[name=viewport]").content;
  return {
    home: every("a[href='/']").filter(shown).length,
    wordless: every(".pill, .seat, .notice, .field--wrong").filter((el) => shown(el) && !el.innerText.trim()).length,
    keyless: every("[tabindex]:not([tabindex='0']):not([tabindex='-1']), [onclick], [role=button]:not(button)").length,
    puzzles: every("form img:not([alt='']), form canvas, iframe").length,
    over: over.length + every("dialog[open], iframe, marquee, video[autoplay], audio[autoplay]").length,
    jargon: SAID.filter((word) => document.body.innerText.includes(word)),
    hurry: every("meta[http-equiv=refresh]").length + (/user-scalable=no|maximum-scale/.test(viewport) ? 1 : 0),
    dial: every("a[href^='tel:']").length,
    body: px(style(document.body).fontSize),
    text: least(texts, (el) => px(style(el).fontSize)),
    line: least(running, (el) => px(parseFloat(style(el).lineHeight) / parseFloat(style(el).fontSize))),
    gap: least(pairs, gap),
    target: least(controls, side),
    header: px(document.querySelector(".site-header").getBoundingClientRect().height),
    exit: [px(box.right), px(box.bottom)],
    broken: [...document.querySelectorAll("a[href^='tel:']")].filter((el) => shown(el) && el.getClientRects().length > 1).map(words),
    forms: forms.length,
    phones: document.querySelectorAll("main a[href^='tel:']").length,
  };
}
