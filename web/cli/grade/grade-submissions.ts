import type { Exercise } from "../../format/index.js";
import { createJudge, type Judge, JudgeError, type JudgeOptions } from "../../judge/index.node.js";
import { loadKernels } from "../../kernels/index.js";
import type { Submission } from "./find-submissions.js";
import { type Grade, gradeOfReport, gradeWithout } from "./grade.js";
import { readSubmission, Unreadable } from "./read-submission.js";

export interface Grading {
  /** Of every submission, in the place of what its path says. */
  readonly exercise: string | Exercise | undefined;
  readonly seed: number;
  readonly jobs: number;
  /** Ends what is running; what has no result then is not judged. */
  readonly signal: AbortSignal;
  readonly onLoad: JudgeOptions["onLoad"];
  readonly onGrade: (grade: Grade) => void;
}

/** Judges all of them, `jobs` at a time, by judges that stay warm. Gives their results in the same order. */
export async function gradeSubmissions(
  submissions: readonly Submission[],
  grading: Grading,
): Promise<readonly Grade[]> {
  const { jobs, onLoad, onGrade } = grading;
  const grades: Grade[] = [];
  const kernels = loadKernels();
  let next = 0;
  // Python is downloaded once, whoever asks first.
  let told = false;
  const tellOnce: JudgeOptions["onLoad"] = (progress) => {
    if (!told) onLoad?.(progress);
    told = true;
  };
  const work = async (judge: Judge) => {
    for (let i = next++; i < submissions.length; i = next++) {
      const grade = await gradeOne(submissions[i] as Submission, judge, grading);
      grades[i] = grade;
      onGrade(grade);
    }
  };
  const judges = Array.from({ length: Math.min(jobs, submissions.length) }, () =>
    createJudge({ kernels, onLoad: tellOnce }),
  );
  try {
    await Promise.all(judges.map(work));
  } finally {
    for (const judge of judges) judge.dispose();
  }
  return grades;
}

async function gradeOne(submission: Submission, judge: Judge, { exercise, seed, signal }: Grading): Promise<Grade> {
  const stopped = () =>
    gradeWithout(submission, "not-judged", { en: "Grading was stopped before.", zh: "评测在此之前被中止。" });
  if (signal.aborted) return stopped();
  try {
    const { source, language, note, handIn } = await readSubmission(submission);
    const judged = exercise ?? handIn?.exercise ?? submission.exercise;
    if (judged === undefined) return gradeWithout(submission, "not-judged", noExercise);
    const report = await judge.judge({ exercise: judged, language, source, seed, signal });
    const learner = handIn?.learner && isNamedByExercise(submission) ? { learner: handIn.learner } : {};
    return {
      ...gradeOfReport({ ...submission, ...learner }, report),
      source,
      ...(note && { note }),
      ...(handIn && { claimed: handIn.verdict }),
    };
  } catch (error) {
    if (signal.aborted) return stopped();
    if (error instanceof Unreadable) return gradeWithout(submission, "unreadable", error.reason);
    if (error instanceof JudgeError) return gradeWithout(submission, "not-judged", { en: error.message });
    throw error;
  }
}

/** Whether a path says no more of the learner than the exercise: then the name in a hand-in counts. */
const isNamedByExercise = ({ learner, exercise }: Submission) =>
  exercise === undefined || learner.toLowerCase().startsWith(exercise);

const noExercise = {
  en: "Neither the file's name nor a folder says which exercise it is for. Name one by --exercise, or rename the file.",
  zh: "文件名和文件夹名都没有说明是哪道练习。请用 --exercise 指定，或者给文件改名。",
};
