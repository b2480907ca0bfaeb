// What ends, and when: a calendar of the months in which something does, and a list by day. Days are
// those of UTC.

const DAY = 24 * 60 * 60 * 1000;
const WEEK = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const dayOf = (time) => new Date(time).toISOString().slice(0, 10);

/** What ends, by the last day on which it is in force. */
const endings = new Map();
for (const [written, day, kind, subject, what, repository, file, line, reason] of report.expiries) {
  if (!endings.has(day)) endings.set(day, []);
  endings.get(day).push({ written, kind, subject, what, repository, place: file + ":" + line, reason });
}

function expiriesPage(parameters) {
  const days = [...endings.keys()];
  const months = [...new Set(days.map((day) => day.slice(0, 7)))];
  const count = report.expiries.length;
  const contents = [
    make("p", {}, count === 0 ? "Nothing that is in force has an end." : amount(count, "end") + " of grants and exceptions in force. Days are in UTC; each is the last one."),
  ];
  const list = make("div");
  if (count > 0) {
    const calendar = make("div", { class: "months" });
    months.forEach((month) => calendar.append(monthTable(month)));
    contents.push(calendar, list);
  }
  return {
    title: "Expiries",
    contents,
    shown: async () => {
      list.replaceChildren();
      await inSlices(days.length, (i) => list.append(endingsOf(days[i])));
      const day = parameters.get("day");
      if (day) element("day-" + day)?.focus();
    },
  };
}

function monthTable(month) {
  const first = new Date(month + "-01T00:00:00Z");
  const name = first.toLocaleDateString("en", { month: "long", year: "numeric", timeZone: "UTC" });
  const body = make("tbody");
  let time = first.getTime() - ((first.getUTCDay() + 6) % 7) * DAY;
  do {
    const week = make("tr");
    for (let i = 0; i < 7; i++, time += DAY) week.append(dayCell(dayOf(time), month));
    body.append(week);
  } while (dayOf(time).startsWith(month));
  const heads = WEEK.map((day) => make("th", { scope: "col", abbr: day }, day.slice(0, 2)));
  return make("table", { class: "month" }, make("caption", {}, name), make("thead", {}, make("tr", {}, ...heads)), body);
}

function dayCell(day, month) {
  if (!day.startsWith(month)) return make("td");
  const number = String(Number(day.slice(8)));
  const ending = endings.get(day);
  if (!ending) return make("td", {}, number);
  const label = day + ": " + amount(ending.length, "end");
  return make("td", {}, link(toExpiries(day), number, { "aria-label": label, title: label }));
}

function endingsOf(day) {
  const left = Math.ceil((Date.parse(day) - Date.parse(dayOf(Date.parse(report.now)))) / DAY);
  return make(
    "section",
    {},
    make("h3", { id: "day-" + day, tabindex: "-1" }, day + " (" + (left === 0 ? "today" : "in " + amount(left, "day")) + ")"),
    make("ul", { class: "ways" }, ...endings.get(day).map(ending)),
  );
}

function ending(one) {
  const facts = [
    ["Who", personLinkOrText(one.subject)],
    ["Repositories", one.repository],
    ["Written in", one.place],
    ["Expires", one.written],
    ["Reason", one.reason],
  ].filter(([, fact]) => fact !== "");
  return make(
    "li",
    {},
    make("p", { class: "rule" }, one.kind + " " + one.what),
    make("dl", { class: "facts" }, ...facts.map(([label, fact]) => make("div", {}, make("dt", {}, label), make("dd", {}, fact)))),
  );
}

const personLinkOrText = (name) => (isPerson(name) ? personLink(name) : name);
