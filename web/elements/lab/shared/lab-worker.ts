import type { CommandOf, JobName, ReportOf, SettingsOf } from "../../../lab/jobs.js";
import type { ToPage, ToWorker } from "../../../lab/protocol.js";
import { assetFolderAround } from "../../heatmap/weights/asset-folder-around.js";

export interface LabWorkerEvents<Name extends JobName> {
  report(report: ReportOf<Name>): void;
  done(): void;
  /** The sentence says what happened, in English, as the kernels do. */
  failed(message: string): void;
}

/** One job of a lab, in a worker of its own. */
export class LabWorker<Name extends JobName> {
  readonly #worker: Worker;

  /** @param lab the element that asks, by whose asset base the kernels are found */
  constructor(lab: Element, name: Name, settings: SettingsOf<Name>, events: LabWorkerEvents<Name>) {
    // Bundlers find the worker by this expression.
    this.#worker = new Worker(new URL("../../../lab/lab-worker.ts", import.meta.url), { type: "module" });
    this.#worker.onmessage = ({ data }: MessageEvent<ToPage<Name>>) => {
      switch (data.kind) {
        case "report":
          events.report(data.report);
          break;
        case "done":
          this.stop();
          events.done();
          break;
        case "failed":
          this.stop();
          events.failed(data.message);
          break;
        default:
          data satisfies never;
      }
    };
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.stop();
      events.failed(event.message || "the worker could not be loaded");
    };
    this.#post({ kind: "start", name, settings, folder: assetFolderAround(lab)?.href });
  }

  send(command: CommandOf<Name>): void {
    this.#post({ kind: "command", command });
  }

  pause(): void {
    this.#post({ kind: "pause" });
  }

  resume(): void {
    this.#post({ kind: "resume" });
  }

  /** Ends the job at once. */
  stop(): void {
    this.#worker.terminate();
  }

  #post(message: ToWorker<Name>): void {
    this.#worker.postMessage(message);
  }
}
