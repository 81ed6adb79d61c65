// Names for what the packages of the office draw without one: the boxes of select2, and columns without a heading.
// Somebody who hears the page is told which field it is.
(() => {
  const labelOf = (select) => document.querySelector(`label[for="${CSS.escape(select.id)}"]`);

  const name = (select) => {
    const box = select.nextElementSibling;
    if (!box || !box.classList.contains("select2")) return;
    const label = labelOf(select);
    const text = label ? label.textContent.trim() : select.getAttribute("aria-label") || "";
    if (!text) return;
    for (const part of box.querySelectorAll("[role=combobox], [role=textbox], .select2-search__field")) {
      const shown = part.querySelector(".select2-selection__rendered");
      const value = shown && shown.title ? shown.title : "";
      part.removeAttribute("aria-labelledby");
      part.setAttribute("aria-label", value ? `${text} ${value}` : text);
    }
  };

  const nameAll = () => {
    document.querySelectorAll("select.select2-hidden-accessible").forEach(name);
    document.querySelectorAll("th").forEach((cell) => {
      if (!cell.textContent.trim() && !cell.querySelector("[aria-label], img[alt]")) cell.setAttribute("role", "presentation");
    });
  };

  window.addEventListener("load", () => setTimeout(nameAll));
  document.addEventListener("formset:added", () => setTimeout(nameAll));
  document.addEventListener("change", (event) => {
    if (event.target.matches("select.select2-hidden-accessible")) name(event.target);
  });
})();
