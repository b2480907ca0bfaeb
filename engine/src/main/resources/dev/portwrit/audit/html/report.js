// Which page is shown, by the address.

const PAGES = {
  "/": matrixPage,
  "/person": personPage,
  "/repository": repositoryPage,
  "/expiries": expiriesPage,
  "/live": livePage,
};
const main = element("main");
const menu = make(
  "nav",
  { "aria-label": "Pages" },
  link(toMatrix(), "Matrix"),
  link(toExpiries(), "Expiries"),
  ...(hasLive ? [link(toLive(), "Live registry")] : []),
);
let shownAt = null;

function noPage() {
  return { title: "No such page", contents: [link(toMatrix(), "To the matrix")], shown: () => {} };
}

function showPage(hash) {
  if (hash === shownAt) return;
  const isFirst = shownAt === null;
  shownAt = hash;
  const { path, parameters } = placeOf(hash);
  const page = (Object.hasOwn(PAGES, path) ? PAGES[path] : noPage)(parameters);
  const title = make("h2", { tabindex: "-1" }, page.title);
  main.replaceChildren(title, ...page.contents);
  document.title = page.title + " – Who can do what";
  for (const one of menu.children) {
    if (placeOf(one.hash).path === path) one.setAttribute("aria-current", "page");
    else one.removeAttribute("aria-current");
  }
  if (!isFirst) {
    scrollTo(0, 0);
    title.focus();
  }
  page.shown();
}

function show() {
  const { path, parameters } = placeOf(location.hash);
  if (path === "/access") {
    if (shownAt === null) showPage(toMatrix());
    showAccess(parameters);
    return;
  }
  if (dialog.open) dialog.close();
  showPage(location.hash || toMatrix());
}

/** Back to the page over which the reason was shown. */
function leaveAccess() {
  if (placeOf(location.hash).path === "/access") history.replaceState(null, "", shownAt);
}

document.querySelector("header").append(menu);
main.before(element("completeness"));
document.querySelector("a.skip").addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});
addEventListener("hashchange", show);
show();
