import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setFlagsFromString } from "node:v8";
import { afterEach, describe, expect, test, vi } from "vitest";
import { ArgumentError, KernelError, type LoadOptions, loadKernels, tensor } from "../../web/kernels/index.js";

if (process.versions.node.startsWith("20.")) setFlagsFromString("--experimental-wasm-relaxed-simd");

const plain = new URL("../../web/kernels/kernels.wasm", import.meta.url);
const relaxed = new URL("../../web/kernels/kernels-relaxed.wasm", import.meta.url);
const bytes = readFileSync(plain);

async function half(options?: LoadOptions) {
  const kernels = await loadKernels(options);
  return kernels.softmax({ x: tensor([2], [1, 1]) }).y.data[0];
}

afterEach(() => vi.restoreAllMocks());

describe("the WebAssembly may be", () => {
  test.each<[string, () => LoadOptions["wasm"]]>([
    ["a URL", () => plain],
    ["the text of a URL", () => plain.href],
    ["a path", () => plain.pathname],
    ["a data: URL", () => `data:application/wasm;base64,${bytes.toString("base64")}`],
    ["a typed array", () => new Uint8Array(bytes)],
    ["a buffer", () => new Uint8Array(bytes).buffer],
    ["a response", () => new Response(new Uint8Array(bytes))],
    ["a module", () => new WebAssembly.Module(bytes)],
  ])("%s", async (_, source) => expect(await half({ wasm: source() })).toBe(0.5));

  test("behind an address, whatever type the server says; a web page is named, with what to do", async () => {
    const server = createServer((request, response) => {
      response.statusCode = request.url === "/absent" ? 404 : 200;
      if (request.url === "/page.wasm") response.setHeader("content-type", "text/html").end("<!doctype html>");
      else response.setHeader("content-type", "text/plain").end(bytes);
    });
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      expect(await half({ wasm: `${origin}/kernels.wasm` })).toBe(0.5);
      for (const [path, answer] of [
        ["/absent", "the server answered 404"],
        ["/page.wasm", "the server answered with a web page"],
      ]) {
        const error = await loadKernels({ wasm: new URL(path as string, origin) }).catch((error: unknown) => error);
        expect(error).toBeInstanceOf(KernelError);
        expect(`${error}`).toContain(
          `KernelError: loadKernels: ${path?.slice(1)} was requested from ${origin}${path}, but ${answer}.`,
        );
        expect(`${error}`).toContain("add the plugin attention-dojo/vite");
        expect(`${error}`).toContain("npx attention-dojo assets <folder>");
      }
      await expect(loadKernels({ wasm: new Response("", { status: 500 }) })).rejects.toThrow(
        "cannot load the WebAssembly: the response has the status 500",
      );
    } finally {
      server.close();
    }
  });
});

describe("without one, the file beside the module", () => {
  test.each([
    ["relaxed SIMD where the engine has it", {}, true, relaxed],
    ["plain SIMD where it has not", {}, false, plain],
    ["plain SIMD when told so", { relaxed: false }, true, plain],
    ["relaxed SIMD when told so", { relaxed: true }, false, relaxed],
  ])("%s", async (_, options, supported, file) => {
    vi.spyOn(WebAssembly, "validate").mockReturnValue(supported);
    const compile = vi.spyOn(WebAssembly, "compile");
    expect(await half(options)).toBe(0.5);
    expect(compile.mock.calls.map(([source]) => Buffer.from(source as Uint8Array))).toEqual([readFileSync(file)]);
  });

  test("the probe for relaxed SIMD answers as the engine does", async () => {
    const compiles = WebAssembly.validate(readFileSync(relaxed));
    const validate = vi.spyOn(WebAssembly, "validate");
    await loadKernels();
    expect(validate.mock.results.map(({ value }) => value)).toEqual([compiles]);
  });
});

describe("refuses", () => {
  const load = loadKernels as (options: unknown) => Promise<unknown>;
  test.each<[string, unknown, typeof KernelError, RegExp]>([
    [
      "bytes that are no module",
      { wasm: Uint8Array.of(1, 2, 3) },
      KernelError,
      /^loadKernels: cannot load the WebAssembly: CompileError/,
    ],
    [
      "a file that is not there",
      { wasm: new URL("./absent.wasm", import.meta.url) },
      KernelError,
      /absent\.wasm: Error: ENOENT/,
    ],
    ["a number", { wasm: 5 }, ArgumentError, /^loadKernels: wasm is 5, must be a URL/],
    ["null", { wasm: null }, ArgumentError, /^loadKernels: wasm is null/],
    ["an unknown option", { relax: true }, ArgumentError, /did you mean relaxed\?/],
    ["text for a boolean", { relaxed: "no" }, ArgumentError, /^loadKernels: relaxed is no, must be true or false$/],
    ["options that are no object", 5, ArgumentError, /^loadKernels: the options are 5/],
  ])("%s", async (_, options, type, message) => {
    await expect(load(options)).rejects.toBeInstanceOf(type);
    await expect(load(options)).rejects.toThrow(message);
  });
});
