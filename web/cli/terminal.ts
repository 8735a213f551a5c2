/** Where output goes, and how it may look. */
export interface Terminal {
  write(text: string): void;
  complain(text: string): void;
  /** Colours, because somebody is looking. */
  readonly isTerminal: boolean;
  readonly columns: number;
  /** As in `LANG`: `zh_CN.UTF-8`. */
  readonly language: string;
}
