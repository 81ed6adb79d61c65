// Reads a part of the page aloud, where the browser has a voice for the page's language. Without a voice nothing
// shows, but for the browser of a chat app: there a line says where it works.
(() => {
  const boxes = Array.prototype.slice.call(document.querySelectorAll("[data-read-aloud]"));
  if (!boxes.length) return;
  const synth = window.speechSynthesis;
  const language = document.documentElement.lang.slice(0, 2).toLowerCase();
  const CHATS = /MicroMessenger|wxwork|DingTalk|QQ\/|AlipayClient|Weibo|Lark|Feishu/i;
  // Voices may come late; after that none will.
  const PATIENCE = 1500;

  const voice = () => synth && synth.getVoices().find((one) => one.lang.slice(0, 2).toLowerCase() === language);

  // Sentence by sentence: some browsers fall silent in the middle of a long text.
  const sentences = (text) => (text.match(/[^。！？；.!?\n]+[。！？；.!?]*/g) || [])
    .map((one) => one.trim())
    .filter(Boolean);

  const show = (box, reading) => {
    box.querySelector("[data-play]").hidden = reading;
    box.querySelector("[data-stop]").hidden = !reading;
  };

  const stop = () => {
    synth.cancel();
    boxes.forEach((box) => show(box, false));
  };

  const words = (id) => {
    const part = document.getElementById(id);
    return part ? part.innerText : "";
  };

  const play = (box) => {
    stop();
    const parts = sentences(box.dataset.readAloud.split(" ").map(words).join("\n"));
    parts.forEach((part, number) => {
      const spoken = new SpeechSynthesisUtterance(part);
      spoken.voice = voice();
      spoken.lang = spoken.voice.lang;
      spoken.rate = 0.9;
      if (number === parts.length - 1) spoken.onend = () => show(box, false);
      synth.speak(spoken);
    });
    show(box, true);
    box.querySelector("[data-stop]").focus();
  };

  const offer = () => {
    if (!voice()) return;
    boxes.forEach((box) => {
      box.hidden = false;
      box.querySelector("[data-buttons]").hidden = false;
      box.querySelector("[data-no-voice]").hidden = true;
    });
  };

  const explain = () => {
    if (voice() || !CHATS.test(navigator.userAgent)) return;
    boxes.forEach((box) => {
      box.hidden = false;
      box.querySelector("[data-no-voice]").hidden = false;
    });
  };

  if (!synth) {
    explain();
    return;
  }
  boxes.forEach((box) => {
    box.querySelector("[data-play]").addEventListener("click", () => play(box));
    box.querySelector("[data-stop]").addEventListener("click", () => {
      stop();
      box.querySelector("[data-play]").focus();
    });
  });
  window.addEventListener("pagehide", stop);
  if (synth.addEventListener) synth.addEventListener("voiceschanged", offer);
  offer();
  setTimeout(explain, PATIENCE);
})();
