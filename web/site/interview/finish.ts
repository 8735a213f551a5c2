import { isAnswered, markAnswer, openQuestion } from "../../questions/index.js";
import { keyOf } from "../review/item.js";
import { recordAnswer } from "../review/outcomes.js";
import { countsAsWrong, withAcceptedSubmission, withWrongSubmission } from "../review/rating.js";
import { exists } from "../review/schedule/exists.js";
import type { Progress } from "../storage/progress.js";
import { type AskedExercise, type AskedQuestion, ended, type Interview, type Task } from "./interview.js";

/** Ends an interview: answers are checked, and everything that was handed in goes to the reviews. */
export async function finishInterview(interview: Interview, now: number, progress: Progress): Promise<Interview> {
  const over = ended(interview, now);
  const at = over.ended ?? now;
  const tasks = await Promise.all(
    over.tasks.map((task): Promise<Task> | Task =>
      !exists(task)
        ? task
        : task.kind === "question"
          ? checkedQuestion(task, progress, at)
          : checkedExercise(task, progress),
    ),
  );
  return { ...over, tasks };
}

/** An open answer lies beside the model answer, to be marked in the report; others are marked here. */
async function checkedQuestion(task: AskedQuestion, progress: Progress, at: number): Promise<AskedQuestion> {
  const question = await openQuestion(task.slug);
  if (!isAnswered(question, task.answer)) return task;
  if (question.kind === "open") return { ...task, answer: { ...task.answer, step: "compared" } };
  const mark = markAnswer(question, task.answer);
  const answer = { ...task.answer, step: "answered", mark } as const;
  progress.questions.write(task.slug, answer);
  recordAnswer(progress, { question: task.slug, mark }, at);
  return { ...task, answer };
}

async function checkedExercise(task: AskedExercise, { exercises, reviews }: Progress): Promise<AskedExercise> {
  const key = keyOf({ kind: "exercise", slug: task.slug });
  for (const { at, verdict, mistake } of task.submissions) {
    if (verdict === "accepted") reviews.write(key, withAcceptedSubmission(reviews.read(key), "good", at));
    else if (countsAsWrong(verdict)) reviews.write(key, withWrongSubmission(reviews.read(key), mistake, at));
  }
  if (task.submissions.some(({ verdict }) => verdict === "accepted")) {
    const mine = exercises.read(task.slug);
    exercises.write(task.slug, { ...mine, sources: { ...task.sources, ...mine.sources }, solved: true });
  }
  return task;
}
