// The menu stands open from 1280 px up, as the stylesheet of django-unfold places it. Its script folds the menu at
// exactly 1280 px, the width of many office screens, so the question is asked anew here.
document.addEventListener("alpine:init", () => {
  const unfoldTheme = window.theme;
  const wide = window.matchMedia("(min-width: 1280px)");
  const open = () => wide.matches && localStorage.getItem("sidebarOpen") !== "0";

  window.theme = (...chosen) => {
    const page = unfoldTheme(...chosen);
    page.sidebarOpen = open;
    page.sidebarToggle = function () {
      this.sidebarOpen = !this.sidebarOpen;
      if (wide.matches) localStorage.setItem("sidebarOpen", this.sidebarOpen ? "1" : "0");
    };
    page.themeBindings["x-resize.window"] = function () {
      this.sidebarOpen = open();
    };
    return page;
  };
});

// Chromium before 80 and Safari before 13.1 do not read the scripts of django-unfold, which show the page when they
// start. There it is shown as it is: plain, but with all its words, links and forms.
window.addEventListener("load", () => {
  if (!window.Alpine) document.documentElement.removeAttribute("x-cloak");
});
