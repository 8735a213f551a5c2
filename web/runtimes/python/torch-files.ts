export { files, moreNames } from "virtual:torch";
