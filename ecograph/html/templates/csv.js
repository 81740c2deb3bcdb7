// Rows as a CSV file.

// Spreadsheets take a text that begins so for a formula, as they do not with an
// apostrophe before it.
const FORMULA = /^[=+\-@\t\r]/;

function csvCell(value) {
  if (typeof value !== "string") return value ?? "";
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function downloadCsv(name, rows) {
  const lines = rows.map((row) => row.map(csvCell).join(","));
  const url = URL.createObjectURL(new Blob([`${lines.join("\n")}\n`], { type: "text/csv" }));
  element("a", { href: url, download: `${name}.csv` }).click();
  // A busy browser starts the download later.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
