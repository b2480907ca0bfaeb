// On paper the page is whole: the matrix is a list there, of everybody who is shown and where.

const paper = make("div", { class: "paper" });

function printed() {
  if (!grid.scroller.isConnected) return;
  const body = make("tbody");
  for (const person of shownPeople) {
    const held = rolesOf(person);
    for (let role = ROLES.length - 1; role > 0; role--) {
      const names = shownRepositories.filter((one) => held[one] === role).map((one) => report.repositories[one]);
      if (names.length > 0) {
        body.append(
          make("tr", {}, make("th", { scope: "row" }, report.subjects[person]), make("td", {}, ROLES[role]), make("td", {}, names.join(", "))),
        );
      }
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
