export {
  type BuiltFile,
  elementsFolder,
  filesOfLesson,
  imsManifest,
  type Lesson,
  lessonPage,
  lessonStyles,
} from "./package-files.js";
