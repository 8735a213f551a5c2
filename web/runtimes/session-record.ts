import type { WorkerMessage } from "./protocol.js";
import type { CallOutcome, Counts, GradientOutcome, Outcome, Placement, Program, SideEffect } from "./runtime.js";

/** What a worker says beside the ends of its calls. */
export type Note = Extract<WorkerMessage, { readonly type: "console" | "placed" | "counts" | "side-effect" }>;

export function isNote(message: WorkerMessage): message is Note {
  return ["console", "placed", "counts", "side-effect"].includes(message.type);
}

/** What has come of a program so far. */
export interface SessionRecord {
  readonly calls: readonly CallOutcome[];
  readonly gradients: readonly GradientOutcome[];
  note(message: Note): void;
  /** The source has run: what is printed from here on belongs to the first call. */
  beginCalls(): void;
  endCall(call: CallOutcome): void;
  endGradient(gradient: GradientOutcome): void;
  outcome(load: Outcome["load"], again?: Outcome["again"]): Outcome;
}

export function createSessionRecord({ limits, tensors }: Program): SessionRecord {
  const calls: CallOutcome[] = [];
  const gradients: GradientOutcome[] = [];
  const sideEffects = new Set<SideEffect>();
  const printedBy: string[] = [];
  let printedWhileLoading: string | undefined;
  let console = "";
  /** Printed since the call began, or the loading. */
  let fresh = "";
  let placement: Placement | undefined;
  let counts: Counts | undefined;

  const takeFresh = () => {
    const taken = fresh;
    fresh = "";
    return taken;
  };
  return {
    calls,
    gradients,
    note: (message) => {
      switch (message.type) {
        case "console": {
          const text = message.text.slice(0, Math.max(0, limits.consoleChars - console.length));
          console += text;
          fresh += text;
          return;
        }
        case "placed": {
          const { type: _, ...first } = message;
          placement ??= first;
          return;
        }
        case "counts":
          counts = { numbers: message.numbers, operations: message.operations };
          return;
        case "side-effect":
          sideEffects.add(message.effect);
          return;
        default:
          message satisfies never;
      }
    },
    beginCalls: () => {
      printedWhileLoading = takeFresh();
    },
    endCall: (call) => {
      calls.push(call);
      printedBy.push(takeFresh());
    },
    endGradient: (gradient) => gradients.push(gradient),
    outcome: (load, again) => ({
      load,
      calls,
      ...(again && { again }),
      ...(tensors && { tensors: { ...(placement && { placement }), sideEffects: [...sideEffects], gradients } }),
      ...(counts && { counts }),
      console,
      printed: { load: printedWhileLoading ?? fresh, calls: printedBy },
    }),
  };
}
