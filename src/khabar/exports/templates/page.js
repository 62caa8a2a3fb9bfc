"use strict";
(() => {
  const words = document.getElementById("report");
  const cards = [...document.querySelectorAll(".claim")];
  let pinned = null;

  const show = (number) => {
    document.querySelectorAll(".lit").forEach((node) => node.classList.remove("lit"));
    if (!number) return;
    words.querySelectorAll(`[data-claims~="${number}"]`).forEach((node) => node.classList.add("lit"));
    document.getElementById(`claim-${number}`)?.classList.add("lit");
  };
  const pin = (number) => {
    pinned = pinned === number ? null : number;
    show(pinned);
  };
  const bring = (id) => document.getElementById(id)?.scrollIntoView({ block: "nearest" });

  for (const card of cards) {
    const number = card.dataset.claim;
    card.addEventListener("mouseenter", () => pinned || show(number));
    card.addEventListener("mouseleave", () => pinned || show(null));
    card.addEventListener("focus", () => pinned || show(number));
    card.addEventListener("blur", () => pinned || show(null));
    card.addEventListener("click", (event) => {
      if (event.target.closest("a, summary") || String(getSelection())) return;
      pin(number);
      bring(`words-${number}`);
    });
    card.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target !== card) return;
      pin(number);
      bring(`words-${number}`);
    });
  }
  for (const mark of words.querySelectorAll("a.trigger")) {
    const number = mark.getAttribute("href").slice("#claim-".length);
    mark.addEventListener("mouseenter", () => pinned || show(number));
    mark.addEventListener("mouseleave", () => pinned || show(null));
    mark.addEventListener("click", (event) => {
      event.preventDefault();
      pinned = number;
      show(number);
      bring(`claim-${number}`);
    });
  }
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") { pinned = null; show(null); }
  });
})();
