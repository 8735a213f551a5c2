import { describe, expect, test } from "vitest";
import { readAnswer, readRemembered } from "../../web/courses/scorm/read-work.js";
import { type Api, beginVisit, findApi, timespan } from "../../web/courses/scorm/run-time.js";
import { packWork, unpackWork } from "../../web/courses/scorm/suspend-data.js";
import { createRandom } from "../../web/format/index.js";

const api = { LMSInitialize: () => "true" } as unknown as Api;
const frame = (own: object, parent?: object) => {
  const it = { ...own } as { parent: unknown; top?: unknown };
  it.parent = parent ?? it;
  it.top = parent ?? it;
  return it as unknown as Window;
};

describe("the system's API", () => {
  test("is found in a parent, or around the window that opened this one", () => {
    expect(findApi(frame({}, frame({}, frame({ API: api }))))).toBe(api);
    expect(findApi(frame({ opener: frame({}, frame({ API: api })) }))).toBe(api);
    expect(findApi(frame({}))).toBeUndefined();
  });

  test("is not taken from a parent of another origin, which throws", () => {
    const other = frame({});
    Object.defineProperty(other, "API", {
      get: () => {
        throw new Error("SecurityError");
      },
    });
    expect(findApi(frame({}, other))).toBeUndefined();
  });
});

test("a time span is a CMITimespan", () => {
  expect(timespan(0)).toBe("0000:00:00.00");
  expect(timespan(3_723_450)).toBe("0001:02:03.45");
  expect(timespan(59_999)).toBe("0000:01:00.00");
  expect(timespan(1e12)).toBe("9999:59:59.99");
});

test("a visit tells its time once, and nothing after its end", () => {
  const said: string[] = [];
  const note = (call: string) => (element: string, value?: string) => {
    said.push([call, element, value].filter(Boolean).join(" "));
    return "true";
  };
  let now = 0;
  const visit = beginVisit(
    {
      LMSInitialize: note("begin"),
      LMSFinish: note("end"),
      LMSGetValue: () => "",
      LMSSetValue: note("set"),
      LMSCommit: note("commit"),
    },
    () => now,
  );
  now = 5000;
  visit?.finish();
  visit?.set("cmi.core.lesson_status", "passed");
  visit?.finish();
  expect(said).toEqual(["begin", "set cmi.core.session_time 0000:00:05.00", "commit", "end"]);
});

test("a system that refuses gets no visit", () => {
  expect(beginVisit({ ...api, LMSInitialize: () => "false" })).toBeUndefined();
});

describe("the learner's work", () => {
  const work = (source: string) => ({ sources: { javascript: source }, hints: 2, revealed: false, solved: true });

  test.each([
    ["short", "const x = 1; // 注意力 👩‍🚀"],
    ["long", "function softmax(x) {\n  return x; // 再来一次\n}\n".repeat(200)],
  ])("that is %s comes back", async (_, source) => {
    const packed = (await packWork(work(source))) as string;
    expect(packed.length).toBeLessThanOrEqual(4096);
    expect(packed).toMatch(/^[\x20-\x7e]*$/);
    expect(readRemembered(await unpackWork(packed))).toEqual(work(source));
  });

  test("that is too long even so is not cut in two", async () => {
    const random = createRandom(7);
    const noise = Array.from({ length: 9000 }, () => String.fromCharCode(random.between(33, 126))).join("");
    expect(await packWork(work(noise))).toBeUndefined();
  });

  test("that is somebody else's is none", async () => {
    for (const data of ["", "z!!", "zAAAA", "bookmark=3", "null", "[]", '{"sources":{"javascript":7},"hints":-1}'])
      expect(readRemembered(await unpackWork(data))).toEqual(readRemembered(undefined));
    expect(readAnswer(await unpackWork('{"chosen":["a",1],"ticked":[0,"x"],"written":5}'))).toMatchObject({
      chosen: ["a"],
      ticked: [0],
      written: "",
    });
  });
});
