import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from "@actions/workflow-parser";
import { describe, expect, test } from "vitest";

const folder = ".github/workflows";

/** What GitHub's own parser has against a workflow. */
async function complaints(name: string, content: string): Promise<readonly string[]> {
  const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
  if (value) await convertWorkflowTemplate(context, value);
  return context.errors.getErrors().map(({ message }) => message);
}

describe.each(readdirSync(folder))("%s", (name) => {
  const content = readFileSync(join(folder, name), "utf8");

  test("is a workflow that GitHub understands", async () => expect(await complaints(name, content)).toEqual([]));

  test("names every action by its commit, has a time limit and says what it may do", () => {
    for (const [, action] of content.matchAll(/uses: (.+)/g)) expect(action).toMatch(/^[\w/-]+@[0-9a-f]{40} # v\d/);
    expect(content.match(/runs-on:/g)?.length).toBe(content.match(/timeout-minutes:/g)?.length);
    expect(content).toMatch(/^permissions:\n {2}contents: read/m);
  });
});

test.each(["en", "zh"])("the recipe for GitHub Classroom is one too (%s)", async (locale) => {
  const text = readFileSync(`web/site/docs/grading.${locale}.md`, "utf8");
  const [, recipe] = /```yaml unchecked\n(.*?)```/s.exec(text) ?? [];
  expect(await complaints("grade.yml", recipe as string)).toEqual([]);
});

test("the parser sees mistakes", async () => {
  expect(await complaints("x.yml", "on: push\njobs:\n  a:\n    runs-in: ubuntu-latest\n")).not.toEqual([]);
});
