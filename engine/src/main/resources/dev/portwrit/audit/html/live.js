// What the registry is not as policy asks. There is such a page only where a registry was looked at.

const AS_ASKED = ["none", "not-asked", "unknown"];

function livePage() {
  const part = make("section", { "aria-label": "Rows" });
  return {
    title: "Live registry",
    contents: [make("p", {}, "What the registry allows and policy does not, and what it is not as it was asked to be."), part],
    shown: () => showWays(part, waysOfDrift),
  };
}

async function waysOfDrift() {
  const drift = columnNumber("drift");
  const ordinary = tables.texts[drift].map((text) => AS_ASKED.includes(text));
  const rows = await rowsWhere((columns, at) => !ordinary[columns[drift][at]]);
  const unknown = await rowsWhere(
    (columns, at) => tables.texts[DECLARED][columns[DECLARED][at]] === "unknown",
  );
  return [
    waysList("What could not be read", unknown, OF_ONE),
    waysList("Allowed, and in no policy", rows.filter(isUndeclared), OF_ONE),
    waysList("Not as policy asks", rows.filter(isDeclared), OF_ONE),
  ];
}
