// Elements, numbers and order: what any page needs.

const $ = (id) => document.getElementById(id);
function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-")) made.setAttribute(name, value);
    else made[name] = value;
  }
  made.append(...children);
  return made;
}
const count = (number) => number.toLocaleString("en-US");
const some = (number, noun) => `${count(number)} ${noun}${number === 1 ? "" : "s"}`;
const signed = (number) => (number > 0 ? "+" : "") + count(number).replace("-", "−");
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
