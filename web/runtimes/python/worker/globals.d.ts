/** The text of harness.py; see ../harness.ts. */
declare const harnessSource: string;
