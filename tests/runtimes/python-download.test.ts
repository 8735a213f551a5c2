import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadFiles } from "../../web/runtimes/python/download.js";
import { pinnedFiles } from "../../web/runtimes/python/pins.js";
import { ensurePythonAssets } from "./python-assets.js";

test.each([
  ["says nothing of it", {}],
  ["says so, and the browser unpacks them", { "Content-Encoding": "gzip" }],
])(
  "from a host that has compressed copies and %s, progress is what is left",
  async (_, headers) => {
    const folder = await ensurePythonAssets();
    const server = createServer(({ url = "" }, response) => {
      const file = join(folder, url);
      response.writeHead(200, { "Content-Length": statSync(file).size, ...headers });
      createReadStream(file).pipe(response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const steps: (readonly [loaded: number, total: number])[] = [];
    try {
      const files = await loadFiles(new URL(`http://127.0.0.1:${port}/`), (...step) => steps.push(step));
      expect([...files.keys()].sort()).toEqual(Object.keys(pinnedFiles).sort());
    } finally {
      server.closeAllConnections();
      server.close();
    }
    const [end] = steps.at(-1) ?? [Number.NaN];
    const early = steps.filter(([loaded]) => loaded > end / 10 && loaded < end);
    expect(early.length).toBeGreaterThan(50);
    expect(steps.at(-1)).toEqual([end, end]);
    for (const [, total] of early) expect(Math.abs(total / end - 1)).toBeLessThan(0.01);
  },
  120_000,
);
