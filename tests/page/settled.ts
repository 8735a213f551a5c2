import type { Page } from "@playwright/test";

/** Waits until what is there is drawn, and every animation that has an end has come to it. */
export const settled = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    type Root = Document | ShadowRoot;
    const roots = (root: Root): Root[] => [
      root,
      ...[...root.querySelectorAll("*")].flatMap(({ shadowRoot }) => (shadowRoot ? roots(shadowRoot) : [])),
    ];
    const underWay = () =>
      roots(document)
        .flatMap((root) => root.getAnimations())
        .filter(({ playState, effect }) => playState === "running" && effect?.getComputedTiming().endTime !== Infinity);
    const frame = () => new Promise(requestAnimationFrame);
    // A transition starts in the frame after the change.
    for (;;) {
      await frame();
      await frame();
      const animations = underWay();
      if (animations.length === 0) return;
      await Promise.allSettled(animations.map(({ finished }) => finished));
    }
  });
