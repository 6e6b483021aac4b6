// Where the site is: at the root of its address, or at a path under a domain.

const manifest = document.querySelector("link[rel=manifest]");

/** The path of a page of the site, from where it is: "account/login/". */
export const at = (path) => new URL(path, manifest?.href ?? `${location.origin}/`).pathname;
