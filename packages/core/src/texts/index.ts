export { defineTexts, plural, shown, translate, type Message, type Shown, type TextTable } from './texts.ts';
