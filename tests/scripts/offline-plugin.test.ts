import { expect, test } from "vitest";
import { offline } from "../../web/scripts/plugins/offline-plugin.mjs";

test("the page keeps the WebAssembly that its code names, and no other", async () => {
  const { generateBundle } = offline();
  if (typeof generateBundle !== "object") throw new Error("the plugin has no handler");
  const asset = (fileName: string) => ({ type: "asset", fileName, source: "" });
  const bundle = {
    "assets/page-AAAAAAAA.js": {
      type: "chunk",
      fileName: "assets/page-AAAAAAAA.js",
      code: 'new URL("used-BBBBBBBB.wasm", import.meta.url)',
    },
    "assets/used-BBBBBBBB.wasm": asset("assets/used-BBBBBBBB.wasm"),
    "assets/unused-CCCCCCCC.wasm": asset("assets/unused-CCCCCCCC.wasm"),
    "assets/picture-DDDDDDDD.svg": asset("assets/picture-DDDDDDDD.svg"),
  };
  let worker = "";
  const emitFile = ({ source }: { source: string }) => {
    worker = source;
  };
  await Reflect.apply(generateBundle.handler, { emitFile }, [{}, bundle]);
  expect(Object.keys(bundle).map((name) => name.replace(/-[A-D]+/, ""))).toEqual([
    "assets/page.js",
    "assets/used.wasm",
    "assets/picture.svg",
  ]);
  expect(worker).toContain("used-BBBBBBBB.wasm");
  expect(worker).not.toContain("unused");
});
