// Elements, numbers and order.

const $ = (id) => document.getElementById(id);
function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-")) node.setAttribute(name, value);
    else node[name] = value;
  }
  node.append(...children);
  return node;
}
const format = (number) => number.toLocaleString("en-US");
const pluralize = (number, noun, plural = `${noun}s`) =>
  `${format(number)} ${number === 1 ? noun : plural}`;
const signed = (number) => (number > 0 ? "+" : "") + format(number).replace("-", "−");
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
