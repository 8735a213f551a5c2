import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

test.each(["dist/site/assets", "dist/standalone/chunks"])("%s holds no development build of a library", (folder) => {
  const scripts = readdirSync(folder).filter((name) => name.endsWith(".js"));
  expect(scripts.length).toBeGreaterThan(100);
  for (const name of scripts) expect(readFileSync(join(folder, name), "utf8"), name).not.toContain("in dev mode");
});
