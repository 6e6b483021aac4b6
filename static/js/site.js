// The path at which the site is served ("" at the root), and who is signed in.

const manifest = document.querySelector("link[rel=manifest]");

/** The address of a page of the site, given as "account/login/". */
export const at = (path) => new URL(path, manifest?.href ?? `${location.origin}/`).pathname;

/** The signed-in user of this page, as text; empty for nobody. */
export const user = () => document.querySelector("meta[name=user]")?.content ?? "";
