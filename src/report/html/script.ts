/**
 * What every page does: it opens for the printer what is folded, but for the subjects of a line of evidence, and takes
 * boxes that have nothing to scroll out of the way of who goes from one to the next by keyboard.
 */
export const PAGE_SCRIPT = `"use strict";
(() => {
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")].filter((each) => each.closest(".evidence") === null);
    for (const each of opened) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of opened) each.open = false;
  });
  const reach = () => {
    const boxes = [...document.querySelectorAll(".scroll")];
    const moves = boxes.map((box) => box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight);
    boxes.forEach((box, i) => box.toggleAttribute("tabindex", moves[i]) && box.setAttribute("tabindex", "0"));
  };
  addEventListener("resize", reach);
  addEventListener("toggle", reach, true);
  reach();
})();
`;
