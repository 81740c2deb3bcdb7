// The rows of a section as a CSV file.

// Spreadsheets take a text that begins so for a formula, as they do not with an
// apostrophe before it.
const FORMULA = /^[=+\-@\t\r]/;

function csvCell(value) {
  if (typeof value !== "string") return value ?? "";
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function downloadCsv(name) {
  const { columns, rows } = dataOf(name);
  const lines = [columns, ...rows].map((row) => row.map(csvCell).join(","));
  const url = URL.createObjectURL(new Blob([`${lines.join("\n")}\n`], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `${name}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

for (const button of document.querySelectorAll("[data-csv-of]")) {
  button.hidden = false;
  button.addEventListener("click", () => downloadCsv(button.dataset.csvOf));
}
