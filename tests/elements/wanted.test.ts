import type { ReactiveControllerHost } from "lit";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Loading, Wanted } from "../../web/elements/shared/wanted.js";

/** What scrolls the watched elements near. */
let scrollNear: (() => void)[];

beforeEach(() => {
  scrollNear = [];
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      private readonly near: () => void;
      constructor(tell: (entries: readonly { isIntersecting: boolean }[]) => void) {
        this.near = () => tell([{ isIntersecting: true }]);
      }
      observe() {
        scrollNear.push(this.near);
      }
      disconnect() {
        scrollNear = scrollNear.filter((near) => near !== this.near);
      }
    },
  );
});
afterEach(() => vi.unstubAllGlobals());

function element(loading: Loading) {
  const host = { loading, requestUpdate: () => wanted.hostUpdated() };
  const wanted = new Wanted(host as unknown as ReactiveControllerHost & HTMLElement & { loading: Loading });
  wanted.hostConnected();
  const set = (next: Loading) => {
    host.loading = next;
    host.requestUpdate();
  };
  return { wanted, set };
}

test("what is lazy is wanted when it comes near, whenever it became lazy", () => {
  const { wanted, set } = element("click");
  expect(wanted.now).toBe(false);
  set("lazy");
  expect(wanted.now).toBe(false);
  for (const near of scrollNear) near();
  expect(wanted.now).toBe(true);
  expect(scrollNear).toEqual([]);
});

test("what waits for a click no longer waits to come near", () => {
  const { wanted, set } = element("lazy");
  expect(scrollNear.length).toBe(1);
  set("click");
  expect(scrollNear).toEqual([]);
  wanted.ask();
  expect(wanted.now).toBe(true);
});

test("without an observer, what is lazy is wanted at once", () => {
  vi.stubGlobal("IntersectionObserver", undefined);
  expect(element("lazy").wanted.now).toBe(true);
  expect(element("click").wanted.now).toBe(false);
});
