// Keys of the grading page: 1 to 4 press the button of that grade, s follows the link that skips.
(() => {
  "use strict";
  const form = document.querySelector("[data-grading]");
  if (!form) return;
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select");
    if (typing || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (/^[1-4]$/.test(event.key)) form.querySelector(`button[name="grade"][value="${event.key}"]`).click();
    if (event.key.toLowerCase() === "s") form.querySelector("[data-skip]").click();
  });
})();
