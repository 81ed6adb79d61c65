// A button that copies the text of the box it stands under. Without the script one selects the text by hand.
(() => {
  if (!navigator.clipboard) return;
  document.querySelectorAll("button[data-copies]").forEach((button) => {
    const box = document.getElementById(button.dataset.copies);
    const label = button.querySelector("span");
    const before = label.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(box.value);
      label.textContent = button.dataset.done;
      setTimeout(() => { label.textContent = before; }, 4000);
    });
  });
})();
