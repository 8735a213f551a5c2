import type { Locale } from "../../elements/toolkit.js";

const en = {
  newVersion: "A new version of this page is ready.",
  reload: "Reload",
  later: "Later",
  title: "Offline",
  text: "After one visit, exercises, questions and JavaScript work offline. From the browser's menu you can install the page as an app. Python works offline too once it has been loaded here.",
};

const zh: typeof en = {
  newVersion: "本页有新版本。",
  reload: "重新加载",
  later: "以后再说",
  title: "离线使用",
  text: "访问过一次之后，练习、面试题和 JavaScript 都可以离线使用；通过浏览器菜单还能把本页安装成应用。Python 只要在这里加载过一次，也能离线运行。",
};

/** Every word about visits without a network. */
export const offlineWords: Readonly<Record<Locale, typeof en>> = { en, zh };
