/** The script of a SCORM package's page: it keeps the learner's work and tells the result, where there is somebody to tell. */
import type { AttentionExercise, AttentionQuestion, ExerciseEvents, QuestionEvents } from "../../elements/index.js";
import "../../elements/index.js";
import { readAnswer, readRemembered } from "./read-work.js";
import { beginVisit, findApi, type Visit } from "./run-time.js";
import { packWork, unpackWork } from "./suspend-data.js";

const words = {
  en: "No learning management system was found: nothing is recorded here.",
  zh: "没有找到学习管理系统：这里的成绩不会被记录。",
};
const restMs = 500;

const exercise = document.querySelector<AttentionExercise>("attention-exercise");
const question = document.querySelector<AttentionQuestion>("attention-question");

const api = findApi(window);
const visit = api && beginVisit(api);
if (visit) await follow(visit);
else sayAlone();

function sayAlone(): void {
  const note = document.createElement("p");
  note.textContent = document.documentElement.lang.startsWith("zh") ? words.zh : words.en;
  document.body.append(note);
}

async function follow(visit: Visit): Promise<void> {
  const status = visit.get("cmi.core.lesson_status");
  if (status !== "passed" && status !== "completed") visit.set("cmi.core.lesson_status", "incomplete");
  // Without this, a system may forget the work.
  visit.set("cmi.core.exit", "suspend");
  visit.commit();

  const { keep, keepNow } = keeper(visit);
  const work = await unpackWork(visit.get("cmi.suspend_data"));
  if (exercise) {
    let kept = readRemembered(work);
    exercise.memory = {
      read: () => kept,
      write: (_slug, remembered) => {
        kept = remembered;
        keep(remembered);
      },
    };
  }
  if (question) {
    let kept = readAnswer(work);
    question.memory = {
      read: () => kept,
      write: (_slug, remembered) => {
        kept = remembered;
        keep(remembered);
      },
    };
  }

  document.addEventListener("attention-result", ({ detail }) => {
    if (detail.mode === "submit") grade(visit, gradeOfExercise(detail));
  });
  document.addEventListener("attention-question-answered", ({ detail }) => grade(visit, gradeOfQuestion(detail)));
  // `unload` comes too late in some browsers, and never on a telephone.
  addEventListener("pagehide", () => {
    keepNow();
    visit.finish();
  });
  // A page that comes back as it was left has no visit any more.
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) location.reload();
  });
}

interface Keeper {
  /** Keeps the work, where it fits, when it has rested for a moment. */
  keep(work: unknown): void;
  keepNow(): void;
}

function keeper(visit: Visit): Keeper {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let newest: unknown;
  let packed: string | undefined;
  const keepNow = () => {
    clearTimeout(timer);
    if (packed === undefined) return;
    visit.set("cmi.suspend_data", packed);
    packed = undefined;
    visit.commit();
  };
  const keep = async (work: unknown) => {
    newest = work;
    const data = await packWork(work);
    if (data === undefined || work !== newest) return;
    packed = data;
    clearTimeout(timer);
    timer = setTimeout(keepNow, restMs);
  };
  return { keep: (work) => void keep(work), keepNow };
}

interface Grade {
  readonly status: "passed" | "completed" | "incomplete";
  /** From 0 to 100. */
  readonly score: number;
}

/** An answer is right or it is not: part of the cases is no part of the way. */
const gradeOfExercise = ({ report }: ExerciseEvents["attention-result"]): Grade =>
  report.verdict === "accepted" ? { status: "passed", score: 100 } : { status: "incomplete", score: 0 };

const gradeOfQuestion = ({ mark: { points, of } }: QuestionEvents["attention-question-answered"]): Grade => ({
  status: points === of ? "passed" : "completed",
  score: Math.round((100 * points) / of),
});

/** The best result stands: who has passed has passed. */
function grade(visit: Visit, { status, score }: Grade): void {
  const best = Number(visit.get("cmi.core.score.raw"));
  visit.set("cmi.core.score.min", "0");
  visit.set("cmi.core.score.max", "100");
  visit.set("cmi.core.score.raw", `${Math.max(score, Number.isFinite(best) ? best : 0)}`);
  const before = visit.get("cmi.core.lesson_status");
  const stays = before === "passed" || (before === "completed" && status === "incomplete");
  if (!stays) visit.set("cmi.core.lesson_status", status);
  visit.commit();
}
