import {
  type EarlierMemory,
  type ExerciseMemory,
  nothingAnswered,
  nothingRemembered,
  type QuestionMemory,
} from "../../elements/toolkit.js";
import type { Item } from "../review/item.js";
import type { Progress } from "../storage/progress.js";
import { type Interview, type Task, withTask } from "./interview.js";
import type { InterviewChange } from "./keeper.js";

/** Where the work on an interview's tasks is kept: in the interview, apart from the learner's other work. */
export interface TaskMemory {
  readonly questions: QuestionMemory;
  readonly exercises: ExerciseMemory;
}

/** `read` gives the interview as it is by now; `change` changes it. */
export function createTaskMemory(
  read: () => Interview | null,
  change: (change: InterviewChange) => void,
  progress: Pick<Progress, "exercises" | "questions">,
): TaskMemory {
  const find = (item: Item): Task | undefined => read()?.tasks.find((task) => isOf(task, item));
  return {
    questions: {
      read: (slug) => {
        const task = find({ kind: "question", slug });
        return task?.kind === "question" ? task.answer : nothingAnswered;
      },
      write: (slug, answer) =>
        change(withItem({ kind: "question", slug }, (task) => (task.kind === "question" ? { ...task, answer } : task))),
      earlier: ofThisInterview(progress.questions.earlier, read),
    },
    exercises: {
      read: (slug) => {
        const task = find({ kind: "exercise", slug });
        return { ...nothingRemembered, sources: task?.kind === "exercise" ? task.sources : {} };
      },
      write: (slug, { sources }) =>
        change(
          withItem({ kind: "exercise", slug }, (task) => (task.kind === "exercise" ? { ...task, sources } : task)),
        ),
      earlier: ofThisInterview(progress.exercises.earlier, read),
    },
  };
}

const isOf = (task: Task, { kind, slug }: Item): boolean => task.kind === kind && task.slug === slug;

/** Changes the task of this name, where the interview has one. */
export const withItem =
  (item: Item, change: (task: Task) => Task): InterviewChange =>
  (interview) => {
    const index = interview.tasks.findIndex((task) => isOf(task, item));
    return index < 0 ? interview : withTask(interview, index, change);
  };

/** What gave way before the interview began would help in it. */
function ofThisInterview(earlier: EarlierMemory, read: () => Interview | null): EarlierMemory {
  return {
    read: (slug) => earlier.read(slug).filter(({ at }) => at >= (read()?.started ?? 0)),
    keep: earlier.keep,
  };
}
