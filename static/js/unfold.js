/* An address may end in the row that it means (`#r12`). In care mode the row may lie in a part that is folded:
   engines before 2022 do not unfold it by themselves. */
(function () {
  "use strict";
  function unfold() {
    var row = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    var folded = row ? row.parentElement.closest("details:not([open])") : null;
    if (!folded) return;
    for (; folded; folded = folded.parentElement.closest("details:not([open])")) folded.open = true;
    row.scrollIntoView();
  }
  window.addEventListener("hashchange", unfold);
  unfold();
})();
