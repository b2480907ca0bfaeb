// Everything that is shown is made here: text is put in as text, never as markup.

/** An element with attributes, and with texts and elements in it. */
function make(name, attributes = {}, ...contents) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...contents);
  return made;
}

const link = (href, text, attributes = {}) => make("a", { href, ...attributes }, text);

const amount = (count, one, many = one + "s") =>
  count.toLocaleString("en") + " " + (count === 1 ? one : many);

/** A list of elements with commas between them. */
const withCommas = (elements) =>
  elements.flatMap((each, i) => (i === 0 ? [each] : [", ", each]));

const isPerson = (name) => report.subjects.includes(name);

const personLink = (name) => (name === "unknown" ? name : link(toPerson(name), name));

/** A table with a name; its body is filled a slice at a time. */
function table(caption, headings, rows) {
  const body = make("tbody");
  const whole = make(
    "table",
    {},
    make("caption", {}, caption),
    make("thead", {}, make("tr", {}, ...headings.map((text) => make("th", { scope: "col" }, text)))),
    body,
  );
  whole.filled = inSlices(rows.length, (i) => {
    const [head, ...cells] = rows[i]();
    body.append(
      make("tr", {}, make("th", { scope: "row" }, head), ...cells.map((one) => make("td", {}, one))),
    );
  });
  return whole;
}
