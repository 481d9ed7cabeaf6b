// Small additions to pages that work without them.
"use strict";
document.addEventListener("click", (event) => {
  // A click beside an open menu closes it.
  for (const menu of document.querySelectorAll("details.qiao-menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.qiao-menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
document.addEventListener("DOMContentLoaded", () => {
  const summary = document.getElementById("form-errors");
  if (summary) summary.focus();
});
document.addEventListener("htmx:configRequest", (event) => {
  // Forms carry their own check value; links with hx-post take it from the nearest form of the page.
  const field = document.querySelector("input[name=csrfmiddlewaretoken]");
  if (field && event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = field.value;
});
document.addEventListener("htmx:responseError", (event) => {
  // A refusal is a whole page: show it instead of leaving the old one standing.
  if (event.detail.xhr.getResponseHeader("Content-Type")?.startsWith("text/html")) {
    document.open(); document.write(event.detail.xhr.responseText); document.close();
  }
});
