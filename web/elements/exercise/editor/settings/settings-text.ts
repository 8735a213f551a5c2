import type { Locale } from "../../../../format/index.js";
import type { EditorSettings } from "../../chosen-settings.js";

interface SettingsMessages {
  readonly title: string;
  readonly size: string;
  readonly smaller: string;
  readonly larger: string;
  readonly wrap: string;
  readonly keys: string;
  readonly keySets: Readonly<Record<EditorSettings["keys"], string>>;
  /** In the list of shortcuts, where the keys are those of another editor. */
  readonly otherKeys: (editor: string) => string;
  readonly shortcuts: string;
  readonly close: string;
  /** Between keys that are pressed one after the other. */
  readonly thereafter: string;
}

export const settingsMessages: Readonly<Record<Locale, SettingsMessages>> = {
  en: {
    title: "Editor settings",
    size: "Font size",
    smaller: "Smaller",
    larger: "Larger",
    wrap: "Wrap long lines",
    keys: "Keys",
    keySets: { standard: "Standard", vim: "Vim", emacs: "Emacs" },
    otherKeys: (editor) => `Within the editor the keys are those of ${editor}; these hold as well.`,
    shortcuts: "Keyboard shortcuts",
    close: "Close",
    thereafter: "then",
  },
  zh: {
    title: "编辑器设置",
    size: "字号",
    smaller: "缩小字号",
    larger: "放大字号",
    wrap: "自动换行",
    keys: "键位",
    keySets: { standard: "标准", vim: "Vim", emacs: "Emacs" },
    otherKeys: (editor) => `编辑器内使用 ${editor} 键位，下面这些按键同样有效。`,
    shortcuts: "键盘快捷键",
    close: "关闭",
    thereafter: "然后",
  },
};
