// Pointing at a value, in the picture or the table, shows its arcs alone.

const main = document.getElementById("main");

function show(place) {
  main.classList.toggle("is-focused", place !== null);
  for (const value of main.querySelectorAll(".value")) {
    value.classList.toggle("is-shown", value.dataset.place === place);
  }
  for (const arc of main.querySelectorAll(".arc")) {
    arc.classList.toggle("is-shown", arc.dataset.from === place || arc.dataset.to === place);
  }
}

main.addEventListener("pointerover", (event) => {
  const value = event.target.closest(".value");
  show(value === null ? null : value.dataset.place);
});
main.addEventListener("pointerleave", () => show(null));
