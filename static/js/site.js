// Where the site is, at the root of its address or at a path under a domain, and who is signed in.

const manifest = document.querySelector("link[rel=manifest]");

/** The path of a page of the site, from where it is: "account/login/". */
export const at = (path) => new URL(path, manifest?.href ?? `${location.origin}/`).pathname;

/** The signed-in user of this page, as text; empty for nobody. */
export const user = () => document.querySelector("meta[name=user]")?.content ?? "";
