/** What ARCHITECTURE.md and CONTRIBUTING.md say is true. */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { expect, test } from "vitest";

test("every room of ARCHITECTURE.md is there, and every room is in it", () => {
  const text = readFileSync("ARCHITECTURE.md", "utf8");
  const table = text.split(/^## /m).find((section) => section.startsWith("Rooms")) as string;
  const rows = table.split("\n").filter((line) => /^\| `/.test(line));
  const rooms = rows.flatMap((line) =>
    [...(line.split("|")[1] as string).matchAll(/`([^`]+)\/`/g)].map(([, room]) => room),
  );
  expect(rooms.filter((room) => !existsSync(room as string))).toEqual([]);
  const isRoom = (path: string) => statSync(path).isDirectory();
  const web = readdirSync("web").map((name) => `web/${name}`);
  expect(web.filter((path) => isRoom(path) && !rooms.includes(path))).toEqual([]);
  const cpp = readdirSync("cpp").map((name) => `cpp/${name}`);
  expect(cpp.filter((path) => isRoom(path) && !rooms.includes(path))).toEqual([]);
});

test("an operation touches the files that CONTRIBUTING.md names, and no others", () => {
  const named = /alibi_?bias|alibiBias|alibi-bias/;
  const tracked = execFileSync("git", ["ls-files", "cpp", "web", "tests"], { encoding: "utf8" }).trim().split("\n");
  const touched = tracked.filter(
    // A lab or an exercise that calls it is no part of it, nor is what was measured of exercises.
    (path) =>
      !/\.md$|^tests\/(?:house|exercises|golden\/exercises)\/|^web\/(?:lab|exercises|questions)\/|^web\/site\/docs\/matrix\.json$/.test(
        path,
      ) && named.test(path + readFileSync(path, "utf8")),
  );
  expect(touched).toEqual([
    "cpp/ops/alibi_bias.cpp",
    "cpp/ops/alibi_bias.h",
    "tests/cpp/alibi_bias_test.cpp",
    "tests/cpp/fuzz/twins/positions.cpp",
    "tests/cpp/positions.h",
    "tests/golden/alibi_bias.json",
    "tests/golden/make_golden.py",
    "tests/kernels/layers.test.ts",
    "tests/kernels/plain-positions.ts",
    "web/kernels/operations/alibi-bias.ts",
    "web/kernels/operations/index.ts",
  ]);
});
