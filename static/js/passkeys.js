// Comes before the script of the passkeys, which says what it offers by a word that engines before Chrome 71 and
// Safari 12.1 do not know. Where the browser knows no passkeys they are not offered.
if (typeof globalThis === "undefined") window.globalThis = window;
if (!window.PublicKeyCredential) {
  document.querySelectorAll(".needs-script").forEach((part) => { part.hidden = true; });
}
