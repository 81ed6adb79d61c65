// Reads a part of the page aloud, where the browser has a voice for the page's language; else nothing shows.
(() => {
  const synth = window.speechSynthesis;
  const boxes = [...document.querySelectorAll("[data-read-aloud]")];
  if (!synth || !boxes.length) return;
  const language = document.documentElement.lang.slice(0, 2).toLowerCase();
  const voice = () => synth.getVoices().find((one) => one.lang.slice(0, 2).toLowerCase() === language);

  // Sentence by sentence: some browsers fall silent in the middle of a long text.
  const sentences = (text) =>
    (text.match(/[^。！？；.!?\n]+[。！？；.!?]*/g) || []).map((one) => one.trim()).filter(Boolean);

  const show = (box, reading) => {
    box.querySelector("[data-play]").hidden = reading;
    box.querySelector("[data-stop]").hidden = !reading;
  };

  const stop = () => {
    synth.cancel();
    boxes.forEach((box) => show(box, false));
  };

  const play = (box) => {
    stop();
    const read = box.dataset.readAloud.split(" ").map((id) => document.getElementById(id)).filter(Boolean);
    const parts = sentences(read.map((part) => part.innerText).join("\n"));
    parts.forEach((part, number) => {
      const words = new SpeechSynthesisUtterance(part);
      words.voice = voice();
      words.lang = words.voice.lang;
      words.rate = 0.9;
      if (number === parts.length - 1) words.onend = () => show(box, false);
      synth.speak(words);
    });
    show(box, true);
    box.querySelector("[data-stop]").focus();
  };

  const offer = () => {
    if (!voice()) return;
    boxes.forEach((box) => { box.hidden = false; });
  };

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
})();
