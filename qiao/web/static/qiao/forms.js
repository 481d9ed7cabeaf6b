// Comforts of the forms that work without them: automatic keeping, counted characters, rows added in place.
"use strict";
(() => {
  const form = document.querySelector("form[data-keep]");
  if (!form) return;
  const EVERY = 20000;
  const status = form.querySelector("[data-status]");
  let changed = false;
  let leaving = false;

  async function keep() {
    if (!changed || leaving) return;
    changed = false;
    const values = new FormData(form);
    values.set("do", "keep");
    try {
      const answer = await fetch(form.action, { method: "POST", body: values, headers: { "X-Requested-With": "fetch" }, redirect: "manual" });
      if (!(answer.headers.get("Content-Type") || "").startsWith("application/json")) throw new Error("not kept");
      status.textContent = (await answer.json()).said;
    } catch {
      changed = true;
      status.textContent = form.dataset.notKept || "";
    }
  }

  function count(hint) {
    const field = document.getElementById(hint.dataset.for);
    if (!field) return;
    const text = hint.textContent;
    const show = () => {
      const length = [...field.value.trim()].length;
      const longest = Number(hint.dataset.longest);
      hint.textContent = length * 2 > longest ? `${text} · ${length}` : text;
      hint.classList.toggle("is-over", length > longest);
    };
    field.addEventListener("input", show);
    show();
  }

  function grow(list) {
    const button = list.querySelector("button[value^='more-']");
    button.addEventListener("click", (event) => {
      event.preventDefault();
      const rows = list.querySelectorAll(".desk-row");
      const last = rows[rows.length - 1];
      const next = last.cloneNode(true);
      const name = list.dataset.rows;
      next.setAttribute("aria-label", `${list.querySelector("legend").textContent} ${rows.length + 1}`);
      for (const extra of next.querySelectorAll(".qiao-error, .desk-example")) extra.remove();
      for (const part of next.querySelectorAll("[name], [for], [id]")) {
        for (const attribute of ["name", "for", "id"]) {
          const value = part.getAttribute(attribute);
          if (value) part.setAttribute(attribute, value.replace(`${name}-${rows.length - 1}-`, `${name}-${rows.length}-`));
        }
        part.removeAttribute("aria-invalid");
        part.removeAttribute("aria-describedby");
        if (part.matches("input, textarea")) part.value = "";
        if (part.matches("select")) part.selectedIndex = 0;
      }
      last.after(next);
      next.querySelector("input, select").focus();
    });
  }

  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("change", () => { changed = true; });
  form.addEventListener("submit", () => { leaving = true; });
  window.addEventListener("pageshow", () => { leaving = false; });
  window.setInterval(keep, EVERY);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") keep(); });
  for (const hint of form.querySelectorAll("[data-longest]")) count(hint);
  for (const list of form.querySelectorAll("[data-rows]")) grow(list);
})();
