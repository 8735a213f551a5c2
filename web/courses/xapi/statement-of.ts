import type { EventDetail, ExerciseEvents, QuestionEventDetail, QuestionEvents } from "../../elements/index.js";
import { localeNames, locales, say, type Text } from "../../format/index.js";
import { hear } from "./heard.js";
import type { Activity, ActivityDefinition, Agent, Context, Result, Score, Statement } from "./statement.js";
import { uuid } from "./uuid.js";
import { activityTypes, extensions, verbs } from "./vocabulary.js";

/** What a statement needs to know that an event does not tell. */
export interface StatementOptions {
  /** Who learns. */
  readonly actor: Agent;
  /** An IRI of yours, below which the activities stand: `<activityBase>/exercises/<slug>`, `<activityBase>/questions/<slug>`. */
  readonly activityBase: string;
  /** UUID of the learner's registration for the course. Default: none. */
  readonly registration?: string | undefined;
  /** Name of your site. Default: none. */
  readonly platform?: string | undefined;
  /** RFC 5646 tag of the language the learner reads: `zh-CN`. Default: none. */
  readonly language?: string | undefined;
  /**
   * Whether what the learner wrote goes along as `result.response`: source code, answers. Default false: it is theirs, and a
   * learning record store keeps for long what it is given.
   */
  readonly response?: boolean | undefined;
  /** When the learner began, for `result.duration`. Default: no duration. `recordStatements` sets it. */
  readonly since?: Date | undefined;
}

/**
 * What an event of `<attention-exercise>` or `<attention-question>` says, as a statement of xAPI 1.0.3 in ADL's vocabulary:
 *
 * | event | verb | result |
 * |---|---|---|
 * | `attention-ready`, `attention-question-ready` | initialized | |
 * | `attention-result` of Run | attempted | no completion |
 * | `attention-result` of Submit | passed or failed | success, score 1 or 0: an answer is right or it is not |
 * | `attention-solved` | completed | success, completion, score 1 |
 * | `attention-hint` | experienced | the object is the hint, its parent the exercise |
 * | `attention-question-answered` | answered | completion, score; success, but for open questions, which learners mark themselves |
 *
 * Verdict, mistake, seed, language and numbers of cases stand in `context.extensions`, under the IRIs of `extensions`.
 *
 * @returns undefined for every other event
 * @throws {TypeError} when `activityBase` is no absolute IRI, or `registration` no UUID
 */
export function statementOf(event: Event, options: StatementOptions): Statement | undefined {
  checkOptions(options);
  const heard = hear(event);
  switch (heard.name) {
    case "attention-ready":
      return write(options, { verb: verbs.initialized, object: exercise(heard.detail, options) });
    case "attention-result":
      return write(options, judged(heard.detail, options));
    case "attention-solved":
      return write(options, {
        ...judged({ ...heard.detail, mode: "submit" }, options),
        verb: verbs.completed,
      });
    case "attention-hint":
      return write(options, hint(heard.detail, options));
    case "attention-question-ready":
      return write(options, { verb: verbs.initialized, object: question(heard.detail, options) });
    case "attention-question-answered":
      return write(options, answered(heard.detail, options));
    case "attention-language":
    case "attention-change":
    case "attention-run":
    case "attention-error":
    case "attention-question-change":
    case "attention-question-error":
      return undefined;
    default:
      heard satisfies never; // Somebody else's event.
      return undefined;
  }
}

type Said = Pick<Statement, "verb" | "object"> & { readonly result?: Result; readonly context?: Context };

function write(options: StatementOptions, { verb, object, result, context }: Said): Statement {
  const { actor, registration, platform, language } = options;
  return {
    id: uuid(),
    timestamp: new Date().toISOString(),
    actor,
    verb,
    object,
    ...(result && { result }),
    context: {
      ...(registration && { registration }),
      ...(platform && { platform }),
      ...(language && { language }),
      ...context,
    },
  };
}

// ——— Exercises

type Judged = ExerciseEvents["attention-result"];

function judged(detail: Judged, options: StatementOptions): Said {
  const { mode, source, report, language } = detail;
  const { verdict, seed, diagnosis, cases } = report;
  const accepted = verdict === "accepted";
  const outcome: Result =
    mode === "run"
      ? { completion: false }
      : { score: scoreOf(accepted ? 1 : 0, 1), success: accepted, completion: accepted };
  const submitted = accepted ? verbs.passed : verbs.failed;
  return {
    verb: mode === "run" ? verbs.attempted : submitted,
    object: exercise(detail, options),
    result: { ...outcome, ...response(source, options), ...duration(options) },
    context: {
      extensions: {
        [extensions.language]: language,
        [extensions.verdict]: verdict,
        [extensions.seed]: seed,
        [extensions.cases]: {
          accepted: cases.filter((it) => it.verdict === "accepted").length,
          judged: cases.length,
        },
        ...(diagnosis && { [extensions.mistake]: diagnosis.mistake }),
      },
    },
  };
}

function hint(detail: ExerciseEvents["attention-hint"], options: StatementOptions): Said {
  const { exercise: slug, title, hint: number, total, language } = detail;
  const name = title && { en: `${title.en}: hint ${number}`, zh: `${title.zh}：提示 ${number}` };
  return {
    verb: verbs.experienced,
    object: activity(["exercises", slug, "hints", `${number}`], { type: activityTypes.hint }, name, options),
    context: {
      contextActivities: { parent: [exercise(detail, options)] },
      extensions: { [extensions.language]: language, [extensions.hint]: { hint: number, total } },
    },
  };
}

const exercise = ({ exercise, title }: EventDetail, options: StatementOptions) =>
  activity(["exercises", exercise], { type: activityTypes.exercise }, title, options);

// ——— Questions

type Kind = NonNullable<QuestionEventDetail["kind"]>;

/** Numbers are typed with units and separators ("2 GiB"), so that they are text to a record store. */
const interactionTypes = {
  choice: "choice",
  numeric: "fill-in",
  open: "long-fill-in",
  whiteboard: "long-fill-in",
} as const satisfies Record<Kind, ActivityDefinition["interactionType"]>;

function answered(detail: QuestionEvents["attention-question-answered"], options: StatementOptions): Said {
  const { kind, answer, mark } = detail;
  const given = kind === "choice" ? answer.chosen.join("[,]") : answer.written;
  return {
    verb: verbs.answered,
    object: question(detail, options),
    result: {
      score: scoreOf(mark.points, mark.of),
      ...(kind !== "open" && { success: mark.points === mark.of }),
      completion: true,
      ...response(given, options),
      ...duration(options),
    },
  };
}

function question({ question, title, kind }: QuestionEventDetail, options: StatementOptions): Activity {
  const type = activityTypes.question;
  const definition = kind ? { type, interactionType: interactionTypes[kind] } : { type };
  return activity(["questions", question], definition, title, options);
}

// ——— What both share

function activity(
  path: readonly string[],
  definition: ActivityDefinition,
  name: Text | undefined,
  { activityBase }: StatementOptions,
): Activity {
  return {
    objectType: "Activity",
    id: `${activityBase.replace(/\/*$/, "")}/${path.map(encodeURIComponent).join("/")}`,
    definition: { ...(name && { name: languageMap(name) }), ...definition },
  };
}

const languageMap = (text: Text) =>
  Object.fromEntries(localeNames.map((locale) => [locales[locale].region, say(text, locale)]));

const scoreOf = (raw: number, max: number): Score => ({ scaled: raw / max, raw, min: 0, max });

const response = (text: string, { response }: StatementOptions) => (response ? { response: text } : {});

function duration({ since }: StatementOptions): Pick<Result, "duration"> {
  if (!since) return {};
  const seconds = Math.max(0, Date.now() - since.getTime()) / 1000;
  return { duration: `PT${Number(seconds.toFixed(2))}S` };
}

function checkOptions({ activityBase, registration }: StatementOptions): void {
  if (!/^[a-z][a-z\d+.-]*:[^\s<>"{}|\\^`]+$/i.test(activityBase))
    throw new TypeError(
      `activityBase is "${activityBase}", but it should be an absolute IRI, such as https://example.org/dojo.`,
    );
  if (
    registration !== undefined &&
    !/^[\da-f]{8}-[\da-f]{4}-[1-5][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i.test(registration)
  )
    throw new TypeError(`registration is "${registration}", but it should be a UUID, or left out.`);
}
