// Each page has an address in this file: what stands behind the `#`.

const address = (path, parameters = {}) => {
  const query = new URLSearchParams(parameters).toString();
  return "#" + path + (query ? "?" + query : "");
};

const toMatrix = () => address("/");
const toPerson = (name) => address("/person", { name });
const toRepository = (name) => address("/repository", { name });
const toExpiries = (day) => address("/expiries", day ? { day } : {});
const toLive = () => address("/live");
const toAccess = (person, repository) => address("/access", { person, repository });

/** The path and the parameters of an address. */
function placeOf(hash) {
  const [path, query = ""] = hash.replace(/^#/, "").split("?", 2);
  return { path: path || "/", parameters: new URLSearchParams(query) };
}
