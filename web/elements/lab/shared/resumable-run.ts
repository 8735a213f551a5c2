import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { JobName, ReportOf, SettingsOf } from "../../../lab/jobs.js";
import type { RunState } from "./attention-run-bar.js";
import { LabWorker } from "./lab-worker.js";

/** A job that consists of trainings, each of which may be the first after a reload. */
export interface ResumableJob<Name extends JobName> {
  readonly name: Name;
  /** The settings, with how many trainings are done. */
  settings(): SettingsOf<Name>;
  /** How many trainings are done, and how many there are. */
  done(): number;
  all(): number;
  /** Whether a report only says how far a training is: of those, some may be left out. */
  isProgress(report: ReportOf<Name>): boolean;
  report(report: ReportOf<Name>): void;
  failed(message: string): void;
}

/** Pictures are drawn anew at most this often. */
const msBetweenPictures = 33;

/** Runs a job in the worker and knows its state: what the run bar shows. */
export class ResumableRun<Name extends JobName> implements ReactiveController {
  state: RunState = "idle";
  /** What the kernels said when it failed. */
  failure: string | null = null;

  readonly #host: ReactiveControllerHost & Element;
  readonly #job: ResumableJob<Name>;
  #worker: LabWorker<Name> | undefined;
  #latest: ReportOf<Name> | undefined;
  #picture: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost & Element, job: ResumableJob<Name>) {
    this.#host = host;
    this.#job = job;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.reset();
  }

  /** Ends what runs; the state is that of what is done already. */
  reset(): void {
    this.#end();
    const done = this.#job.done();
    this.#set(done === this.#job.all() ? "done" : done > 0 ? "paused" : "idle");
  }

  /** Begins with the first training that is not done. */
  start(): void {
    this.failure = null;
    this.#set("running");
    this.#worker = new LabWorker(this.#host, this.#job.name, this.#job.settings(), {
      report: (report) => this.#follow(report),
      done: () => this.reset(),
      failed: (message) => {
        this.#end();
        this.failure = message;
        this.#set("idle");
        this.#job.failed(message);
      },
    });
  }

  pause(): void {
    this.#worker?.pause();
    this.#set("paused");
  }

  /** After a reload there is no worker any more: a new one begins with the training that was cut off. */
  resume(): void {
    if (!this.#worker) this.start();
    else this.#worker.resume();
    this.#set("running");
  }

  /** Ends it where it is; what is done stays to be seen. */
  stop(): void {
    this.#end();
    this.#set(this.#job.done() > 0 ? "done" : "idle");
  }

  #end(): void {
    this.#worker?.stop();
    this.#worker = undefined;
    clearTimeout(this.#picture);
    this.#picture = undefined;
    this.#latest = undefined;
  }

  #set(state: RunState): void {
    this.state = state;
    this.#host.requestUpdate();
  }

  #follow(report: ReportOf<Name>): void {
    if (this.#job.isProgress(report)) {
      this.#latest = report;
      this.#picture ??= setTimeout(() => this.#draw(), msBetweenPictures);
    } else {
      this.#draw();
      this.#job.report(report);
    }
  }

  #draw(): void {
    clearTimeout(this.#picture);
    this.#picture = undefined;
    if (this.#latest !== undefined) this.#job.report(this.#latest);
    this.#latest = undefined;
  }
}
