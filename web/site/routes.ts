/** What an address shows. Addresses live in the hash, so the page works from any folder of any static host. */
export type Route =
  | { readonly view: "list" }
  | { readonly view: "exercise"; readonly slug: string }
  | { readonly view: "questions" }
  | { readonly view: "question"; readonly slug: string }
  | { readonly view: "review" }
  | { readonly view: "interview" }
  | { readonly view: "work" }
  /** `path`: the page, then what is shown of it. */
  | { readonly view: "docs"; readonly path: readonly string[] }
  | { readonly view: "missing" };

export function parseRoute(hash: string): Route {
  const parts = hash.replace(/^#\/?/, "").split("?")[0]?.split("/").filter(Boolean) ?? [];
  const [section, name] = parts;
  if (parts.length === 0) return { view: "list" };
  if (section === "exercise" && name && parts.length === 2) return { view: "exercise", slug: name };
  if (section === "question" && name && parts.length === 2) return { view: "question", slug: name };
  if (section === "docs") return { view: "docs", path: parts.slice(1) };
  if (parts.length === 1) {
    const sections = ["questions", "review", "interview", "work"] as const;
    const view = sections.find((known) => known === section);
    if (view) return { view };
  }
  return { view: "missing" };
}

export function hrefOf(route: Route): string {
  switch (route.view) {
    case "list":
    case "missing":
      return "#/";
    case "exercise":
      return `#/exercise/${route.slug}`;
    case "question":
      return `#/question/${route.slug}`;
    case "questions":
    case "review":
    case "interview":
    case "work":
      return `#/${route.view}`;
    case "docs":
      return ["#/docs", ...route.path].join("/");
    default:
      return route satisfies never;
  }
}
