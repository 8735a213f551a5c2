import { usualSplit } from "../chosen-settings.js";
import { chooseSettings, settingsOf } from "../editor/settings/editor-settings.js";

/** In per cent, what a press of an arrow key moves. */
const step = 2;

/** Lets the line between task and code be moved: by the pointer, by keys; a double click puts it back. Doing so twice changes nothing. */
export function moveSplit(line: HTMLElement): void {
  tell(line, settingsOf(line.ownerDocument).split);
  line.onpointerdown = (event) => drag(line, event);
  line.onkeydown = (event) => {
    const next = splitAfter(event.key, line);
    if (next === undefined) return;
    event.preventDefault();
    keep(line, next);
  };
  line.ondblclick = () => keep(line, usualSplit);
}

interface Room {
  readonly width: number;
  readonly rem: number;
  /** Between these neither task nor code is too narrow, as the style sheet has it. */
  readonly least: number;
  readonly most: number;
}

function roomOf(line: HTMLElement): Room {
  const rem = Number.parseFloat(getComputedStyle(line.ownerDocument.documentElement).fontSize);
  const width = line.parentElement?.clientWidth ?? 0;
  return { width, rem, least: (100 * 19 * rem) / width, most: 100 - (100 * 27.5 * rem) / width };
}

const within = (split: number, { least, most }: Room) => Math.min(Math.max(split, least), most);

function splitAfter(key: string, line: HTMLElement): number | undefined {
  const room = roomOf(line);
  const now = within(settingsOf(line.ownerDocument).split, room);
  switch (key) {
    case "ArrowLeft":
      return now - step;
    case "ArrowRight":
      return now + step;
    case "Home":
      return room.least;
    case "End":
      return room.most;
    default:
      return undefined;
  }
}

function drag(line: HTMLElement, down: PointerEvent): void {
  if (down.button !== 0) return;
  // Else text is selected.
  down.preventDefault();
  line.focus();
  line.setPointerCapture(down.pointerId);
  const room = roomOf(line);
  // From the pointer to the left edge of the task, but for where in the line it was pressed.
  const edge =
    (line.parentElement?.getBoundingClientRect().left ?? 0) + down.clientX - line.getBoundingClientRect().left;
  let split: number | undefined;
  line.onpointermove = ({ clientX }) => {
    split = within((100 * (clientX - edge + room.rem)) / room.width, room);
    tell(line, split);
  };
  line.onlostpointercapture = () => {
    line.onpointermove = null;
    if (split !== undefined) keep(line, split);
  };
}

/** Shows where it is, before it is kept. */
function tell(line: HTMLElement, split: number): void {
  line.ownerDocument.documentElement.style.setProperty("--attention-split", `${split}%`);
  line.ariaValueNow = `${Math.round(split)}`;
}

function keep(line: HTMLElement, split: number): void {
  chooseSettings(line.ownerDocument, { split: Math.round(10 * within(split, roomOf(line))) / 10 });
  tell(line, settingsOf(line.ownerDocument).split);
}
