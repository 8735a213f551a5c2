/** Where a reader was on a page: how far down, and at which link. */
export interface Place {
  readonly scroll: number;
  readonly href: string | null;
}

/** A place is kept with its entry in the browser's history, so that Back leads to it, after a reload too. */
export function placeHere(): Place | null {
  const { place } = Object(history.state) as { readonly place?: Partial<Record<keyof Place, unknown>> };
  if (typeof place?.scroll !== "number") return null;
  return { scroll: place.scroll, href: typeof place.href === "string" ? place.href : null };
}

const keep = (href: string | null = placeHere()?.href ?? null): void =>
  history.replaceState({ place: { scroll: scrollY, href } satisfies Place }, "");

function keepWithLink(event: Event): void {
  const link = event.composedPath().find((target) => target instanceof HTMLAnchorElement);
  if (link) keep(link.getAttribute("href"));
}

/** From now on every place is kept. Gives the function that ends it. */
export function keepPlaces(): () => void {
  // The browser's own attempt comes before the page has drawn anything.
  history.scrollRestoration = "manual";
  const end = new AbortController();
  const { signal } = end;
  document.addEventListener("click", keepWithLink, { capture: true, signal });
  // What is scrolled between a click and its hashchange belongs to the entry before, which can no longer be written.
  let shown = location.hash;
  addEventListener(
    "hashchange",
    () => {
      shown = location.hash;
    },
    { signal },
  );
  document.addEventListener("scrollend", () => shown === location.hash && keep(), { signal });
  addEventListener("pagehide", () => keep(), { signal });
  return () => end.abort();
}

/** Scrolls as far down as the reader was: at once, or when so much is drawn, unless the reader does something before. */
export function scrollBackTo({ scroll }: Place): void {
  const isThere = () => {
    scrollTo(0, scroll);
    return Math.abs(scrollY - scroll) <= 1;
  };
  if (isThere()) return;
  const end = new AbortController();
  const growing = new ResizeObserver(() => {
    if (isThere()) end.abort();
  });
  growing.observe(document.body);
  end.signal.addEventListener("abort", () => growing.disconnect());
  for (const act of ["wheel", "touchstart", "pointerdown", "keydown", "hashchange"])
    addEventListener(act, () => end.abort(), { passive: true, signal: end.signal });
}
