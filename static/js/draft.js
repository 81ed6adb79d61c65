// Keeps what is half typed in forms with data-draft, in this tab of this phone only, until the portal has it.
// Forgotten when it has arrived (the portal says so in a cookie), at sign-out, after twelve hours, and when
// somebody else is signed in. Without the script the forms work as ever.
(() => {
  const me = document.currentScript;
  const PREFIX = "draft:";
  const LIFE = 12 * 60 * 60 * 1000;
  const owner = me.dataset.owner;
  const words = me.dataset;

  let store;
  try {
    store = window.sessionStorage;
    store.getItem(PREFIX);
  } catch {
    return;
  }

  const keys = () => Object.keys(store).filter((key) => key.startsWith(PREFIX));
  const forgetAll = () => keys().forEach((key) => store.removeItem(key));

  const read = (key) => {
    try {
      const kept = JSON.parse(store.getItem(key));
      return kept && kept.owner === owner && Date.now() - kept.at < LIFE ? kept : null;
    } catch {
      return null;
    }
  };

  // What is too old or somebody else's is not kept a moment longer.
  keys().forEach((key) => { if (!read(key)) store.removeItem(key); });

  // The portal names the draft that has arrived.
  const arrived = document.cookie.match(/(?:^|; )draft_done=([\w-]+)/);
  if (arrived) {
    store.removeItem(PREFIX + arrived[1]);
    document.cookie = "draft_done=; Max-Age=0; path=/; SameSite=Lax";
  }

  document.querySelectorAll('form[action$="/accounts/logout/"]').forEach((form) => {
    form.addEventListener("submit", forgetAll);
  });

  const typed = (form) => [...form.elements].filter((field) =>
    field.name && !field.disabled && !field.hasAttribute("data-no-draft") && !["hidden", "password", "file", "submit", "button"].includes(field.type));

  const valuesOf = (form) => {
    const values = {};
    typed(form).forEach((field) => {
      if (field.type === "radio") {
        if (field.checked) values[field.name] = field.value;
      } else {
        values[field.name] = field.type === "checkbox" ? field.checked : field.value;
      }
    });
    return values;
  };

  const say = (form, text, offline) => {
    let note = form.querySelector(".draft-note");
    if (!note) {
      note = document.createElement("p");
      note.setAttribute("role", "status");
      form.append(note);
    }
    note.className = offline ? "draft-note draft-note--offline" : "draft-note";
    note.textContent = text;
    if (offline) note.scrollIntoView({ block: "nearest" });
  };

  const put = (form, values) => {
    let changed = false;
    typed(form).forEach((field) => {
      if (!(field.name in values)) return;
      const value = values[field.name];
      if (field.type === "radio" || field.type === "checkbox") {
        const checked = field.type === "radio" ? field.value === value : value === true;
        changed = changed || field.checked !== checked;
        field.checked = checked;
      } else if (field.value !== value) {
        field.value = value;
        // A choice that is no longer offered stays unchosen.
        if (field.value === value) changed = true;
        const fold = field.closest("details");
        if (fold) fold.open = true;
      }
    });
    return changed;
  };

  // Whether the portal can be reached: it is asked before the page is left for an answer that never comes.
  const reachable = async () => {
    if (!navigator.onLine) return false;
    const patience = new AbortController();
    setTimeout(() => patience.abort(), 8000);
    try {
      await fetch("/healthz", { method: "HEAD", cache: "no-store", signal: patience.signal });
      return true;
    } catch {
      return false;
    }
  };

  document.querySelectorAll("form[data-draft]").forEach((form) => {
    const key = PREFIX + form.dataset.draft;
    let sending = false;
    let pressed = null;

    const keep = () => {
      const before = read(key);
      const kept = { owner, at: Date.now(), values: { ...(before && before.values), ...valuesOf(form) } };
      try {
        store.setItem(key, JSON.stringify(kept));
        return true;
      } catch {
        return false;
      }
    };

    // A form that begins with what was typed elsewhere is about somebody else than the draft.
    if (form.hasAttribute("data-begun")) store.removeItem(key);
    const kept = read(key);
    // After an error the page already shows what was sent last.
    if (kept && !form.querySelector(".error-summary, .field--wrong") && put(form, kept.values)) say(form, words.restored);

    form.addEventListener("input", () => { if (keep()) say(form, words.saved); });

    // Engines before Chrome 81 and Safari 15.4 do not say which button sends the form: the last one pressed does.
    // Enter in a field presses the first button, which they tell as a click too.
    form.addEventListener("click", (event) => { pressed = event.target.closest("button") || pressed; });

    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (sending) return;
      sending = true;
      const button = event.submitter || pressed;
      keep();
      if (await reachable()) {
        if (button && button.name) {
          const sent = document.createElement("input");
          Object.assign(sent, { type: "hidden", name: button.name, value: button.value });
          form.append(sent);
        }
        HTMLFormElement.prototype.submit.call(form);
        return;
      }
      sending = false;
      say(form, words.offline, true);
    });

    // Back from the page cache of the browser: the buttons must work once more.
    window.addEventListener("pageshow", (event) => {
      if (!event.persisted) return;
      sending = false;
      form.querySelectorAll('input[type="hidden"][name="met"], input[type="hidden"][name="step-back"]')
        .forEach((input) => input.remove());
    });
  });
})();
