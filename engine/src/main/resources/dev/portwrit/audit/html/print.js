// On paper the page is whole: the matrix is a list there, of everybody who is shown and where. While
// a reason is open it is what is printed, behind what the report is of.

const paper = make("div", { class: "paper" });

function printed() {
  if (dialog.open) {
    paper.replaceChildren(...[...dialog.children].map((one) => one.cloneNode(true)));
    element("completeness").after(paper);
  } else if (grid.scroller.isConnected) {
    printMatrix();
  }
}

function printMatrix() {
  const body = make("tbody");
  for (const person of shownPeople) {
    const held = rolesOf(person);
    const before = body.children.length;
    for (let role = ROLES.length - 1; role > 0; role--) {
      const names = shownRepositories.filter((one) => held[one] === role).map((one) => report.repositories[one]);
      if (names.length > 0) {
        body.append(
          make("tr", {}, make("th", { scope: "row" }, report.subjects[person]), make("td", {}, ROLES[role]), make("td", {}, names.join(", "))),
        );
      }
    }
    if (body.children.length === before) {
      body.append(make("tr", {}, make("th", { scope: "row" }, report.subjects[person]), make("td", {}, ROLES[0]), make("td")));
    }
  }
  const heads = ["Person", "Role", "Repositories"].map((text) => make("th", { scope: "col" }, text));
  paper.replaceChildren(make("table", {}, make("thead", {}, make("tr", {}, ...heads)), body));
  grid.scroller.after(paper);
}

const unprinted = () => paper.remove();

addEventListener("beforeprint", printed);
addEventListener("afterprint", unprinted);
matchMedia("print").addEventListener("change", (media) => (media.matches ? printed() : unprinted()));
