// Pages of accounts: what a failed key says, printing, copying. Everything else works without this file.
"use strict";
document.addEventListener("allauth.error", (event) => {
  const notice = document.getElementById("webauthn-failed");
  if (notice) { notice.hidden = false; event.preventDefault(); }
});
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-print], [data-copy]");
  if (!button) return;
  if ("print" in button.dataset) { window.print(); return; }
  const field = document.getElementById(button.dataset.copy);
  field.select();
  try { await navigator.clipboard.writeText(field.value); } catch { document.execCommand("copy"); }
  button.querySelector("span").textContent = button.dataset.copied;
});
