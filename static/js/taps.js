// Keeps the taps of who ticks off at a door on this phone until the portal has counted them, also when the line is
// bad, the page is loaded anew or the session has ended. Kept are the number of a registration, in or out, how many,
// when, and the tap's own key, by which the portal counts it once; no name and no phone. Without the script, or
// where nothing can be kept, the buttons send their forms as ever.
(() => {
  const box = document.querySelector("[data-taps]");
  if (!box || !window.fetch || !window.crypto) return;
  const words = box.dataset;
  const KEY = "taps";
  const LIFE = 31 * 24 * 60 * 60 * 1000;
  const AT_ONCE = 50;
  const PATIENCE = 15000;
  const AGAIN = 10000;

  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY));
      return Array.isArray(kept) ? kept.filter((tap) => tap && Date.now() - tap.at < LIFE) : [];
    } catch {
      return [];
    }
  };

  // Read again each time: another tab of this phone may keep taps too.
  const change = (edit) => {
    try {
      localStorage.setItem(KEY, JSON.stringify(edit(read())));
      return true;
    } catch {
      return false;
    }
  };

  const own = () => read().filter((tap) => tap.owner === words.owner);
  const forget = (id) => change((taps) => taps.filter((tap) => tap.id !== id));

  const newKey = () => {
    const bytes = window.crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = Array.from(bytes, (byte) => (byte + 256).toString(16).slice(1)).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };

  // What the portal has refused, by the tap's key: shown until somebody has read it, and not sent again meanwhile.
  const refused = new Map();
  let sending = false;
  let state = "";
  let timer = 0;

  const unsent = () => own().filter((tap) => !refused.has(tap.id));
  const line = (party) => document.getElementById("r" + party);
  const say = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name]);

  const element = (name, text, className) => {
    const made = document.createElement(name);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  // --- What one sees

  const button = (text, act) => {
    const made = element("button", text, "button button--quiet");
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  };

  const mark = () => {
    document.querySelectorAll(".roll-unsent").forEach((note) => note.remove());
    document.querySelectorAll(".roll--unsent").forEach((row) => row.classList.remove("roll--unsent"));
    unsent().forEach((tap) => {
      const row = line(tap.party);
      if (!row || row.classList.contains("roll--unsent")) return;
      row.classList.add("roll--unsent");
      const note = element("p", "", "roll-unsent");
      note.append(element("strong", words.line));
      if (unsent().some((one) => one.party === tap.party && one.tried)) {
        note.append(element("span", words.tried));
      } else if (!sending) {
        note.append(button(words.back, () => {
          if (sending) return;
          change((taps) => taps.filter((one) => one.party !== tap.party || one.owner !== words.owner));
          show();
        }));
      }
      row.append(note);
    });
  };

  const show = () => {
    const waiting = unsent().length;
    const others = read().filter((tap) => tap.owner !== words.owner).length;
    const texts = [];
    if (waiting) texts.push(state || (navigator.onLine ? "" : words.later));
    if (others) texts.push(say(words.others, { n: others }));
    box.querySelector("[data-count]").textContent = waiting ? say(words.unsent, { n: waiting }) : "";
    box.querySelector("[data-state]").textContent = texts.join(" ").trim();
    box.querySelector(".notice").hidden = !waiting && !others;
    const list = box.querySelector(".taps-refused");
    list.textContent = "";
    own().filter((tap) => refused.has(tap.id)).forEach((tap) => {
      const notice = element("div", "", "notice notice--begonia");
      notice.append(element("p", say(words.refused, { number: tap.party, why: refused.get(tap.id) })));
      notice.append(button(words.read, () => {
        forget(tap.id);
        refused.delete(tap.id);
        show();
      }));
      list.append(notice);
    });
    box.hidden = !waiting && !others && !list.firstChild;
    mark();
  };

  // This page asked for once more: by its address, and where it answers a search, with the name that was searched.
  const again = () => {
    const search = document.querySelector(".roll-search");
    const asked = search && search.elements.query.defaultValue;
    if (!asked) return fetch(location.href, { credentials: "same-origin" });
    const body = new FormData(search);
    body.set("query", asked);
    return fetch(location.href, { method: "POST", credentials: "same-origin", body });
  };

  // The lines as the portal draws them now, and the sums above them. What says the same stays, with what is open in it.
  const redraw = async () => {
    if (!document.querySelector(".roll-head")) return;
    try {
      const answer = await again();
      if (!answer.ok || answer.redirected) return;
      const drawn = new DOMParser().parseFromString(await answer.text(), "text/html");
      document.querySelectorAll(".roll-head, .roll > li").forEach((before) => {
        const after = before.id ? drawn.getElementById(before.id) : drawn.querySelector(".roll-head");
        if (!after) before.remove();
        else if (after.textContent !== before.textContent) before.replaceWith(document.importNode(after, true));
      });
    } catch {
      // The line has gone again; the taps are counted, and the page shows it when it is loaded next.
    }
  };

  // --- Sending

  const post = async (taps) => {
    const token = box.querySelector('input[name="csrfmiddlewaretoken"]');
    const patience = new AbortController();
    const clock = setTimeout(() => patience.abort(), PATIENCE);
    try {
      return await fetch(words.taps, {
        method: "POST",
        credentials: "same-origin",
        redirect: "manual",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token ? token.value : "" },
        body: JSON.stringify({ taps: taps.map(({ id, party, act, came, at }) => ({ id, party, act, came, at })) }),
        signal: patience.signal,
      });
    } finally {
      clearTimeout(clock);
    }
  };

  // A try that nothing came back from may have arrived all the same: what it sent is not to be forgotten any more.
  const note = (taps, tried) => change((kept) => kept.map((tap) => (
    taps.some((one) => one.id === tap.id) ? Object.assign({}, tap, { tried }) : tap
  )));

  const later = (text) => {
    state = text;
    clearTimeout(timer);
    timer = setTimeout(send, AGAIN);
  };

  const take = async (taps, answer) => {
    const answers = (await answer.json()).answers;
    taps.forEach((tap, number) => {
      if (answers[number].ok) forget(tap.id);
      else refused.set(tap.id, answers[number].said);
    });
    state = "";
    await redraw();
  };

  const send = async () => {
    const taps = unsent().slice(0, AT_ONCE);
    if (sending || !taps.length) return;
    sending = true;
    if (navigator.onLine) note(taps, true);
    show();
    try {
      const answer = await post(taps);
      if (answer.status < 500) note(taps, false);
      if (answer.status === 200) await take(taps, answer);
      else if (answer.type === "opaqueredirect") state = words.signIn;
      else if (answer.status >= 500 || answer.status === 429) later(words.later);
      else state = words.anew;
    } catch {
      later(words.later);
    }
    sending = false;
    show();
    if (!state && unsent().length) send();
  };

  // --- Tapping

  let pressed = null;
  document.addEventListener("click", (event) => { pressed = event.target.closest("button") || pressed; });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.hasAttribute("data-needs-line") && !navigator.onLine) {
      event.preventDefault();
      state = words.offline;
      box.hidden = false;
      box.querySelector(".notice").hidden = false;
      box.querySelector("[data-state]").textContent = state;
      state = "";
      return;
    }
    if (!form.hasAttribute("data-tap")) return;
    const chosen = event.submitter || pressed;
    const came = chosen && chosen.form === form && chosen.name === "came" ? Number(chosen.value) : null;
    const tap = {
      id: newKey(),
      owner: words.owner,
      party: Number(form.dataset.party),
      act: form.dataset.tap,
      came,
      at: Date.now(),
    };
    if (!change((taps) => taps.concat([tap]))) return;
    event.preventDefault();
    show();
    send();
  });

  window.addEventListener("online", send);
  window.addEventListener("offline", show);
  window.addEventListener("storage", show);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
  show();
  send();
})();
