export { answerSheet } from './answer-sheet.ts';
export { writeCsv } from './csv-writing.ts';
export { downloadSheet, downloadXlsx } from './download.ts';
export { readSheet, type Reading } from './read-sheet.ts';
export { sheetRefusals, type Kind, type Row, type Rows, type SheetColumn, type SheetRow } from './sheet.ts';
export { writeXlsx, type SheetMeta } from './xlsx-writing.ts';
