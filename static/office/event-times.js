// Proposes the end of a new event from its beginning and kind, until somebody has typed an end.
(function () {
  "use strict";
  function pad(n) { return (n < 10 ? "0" : "") + n; }
  function text(day) {
    return day.getFullYear() + "-" + pad(day.getMonth() + 1) + "-" + pad(day.getDate()) + "T" +
      pad(day.getHours()) + ":" + pad(day.getMinutes());
  }
  document.addEventListener("DOMContentLoaded", function () {
    var ends = document.querySelector("input[data-starts][data-minutes]");
    if (!ends) { return; }
    var form = ends.form, starts = form.elements[ends.dataset.starts], kind = form.elements[ends.dataset.kind];
    var minutes = JSON.parse(ends.dataset.minutes), proposed = "";
    function propose() {
      var begins = new Date(starts.value);
      if ((ends.value && ends.value !== proposed) || isNaN(begins) || !minutes[kind.value]) { return; }
      proposed = ends.value = text(new Date(begins.getTime() + minutes[kind.value] * 60000));
    }
    starts.addEventListener("change", propose);
    kind.addEventListener("change", propose);
  });
})();
