/** Writes an .xlsx file as a stream: rows come from a cursor and leave as zipped bytes, a hundred thousand in little memory. */
import { strToU8, Zip, ZipDeflate } from 'fflate';
import type { Kind, Row, Rows, SheetColumn, Value } from './sheet.ts';
import { letterOf } from './xlsx-reading.ts';
import { escapeXml } from './xml.ts';

export type SheetMeta = {
  title: string;
  /** Lines under the title: by whom and when it was downloaded, with which filter. */
  notes?: string[];
  /** 'f4' is the folio of Indonesian offices; the sheet prints landscape, one page wide. */
  paper?: 'a4' | 'f4';
};

export async function* writeXlsx(rows: Rows, columns: SheetColumn[], meta: SheetMeta): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, bytes) => {
    if (error) failure = error;
    else ready.push(bytes);
  });
  const add = (name: string, text: string): void => {
    const entry = new ZipDeflate(name);
    zip.add(entry);
    entry.push(strToU8(text), true);
  };
  const headRow = 1 + 1 + (meta.notes?.length ?? 0) + 1;
  add('[Content_Types].xml', contentTypes);
  add('_rels/.rels', relations('http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument', 'xl/workbook.xml'));
  add('xl/_rels/workbook.xml.rels', workbookRelations);
  add('xl/workbook.xml', workbook(meta.title, headRow));
  add('xl/styles.xml', stylesXml);

  const sheet = new ZipDeflate('xl/worksheets/sheet1.xml', { level: 6 });
  zip.add(sheet);
  let pending = sheetStart(columns, meta, headRow);
  let row = headRow;
  const totals = new Map(columns.filter(({ total }) => total === true).map(({ key }) => [key, 0]));
  for await (const values of rows) {
    pending += rowXml(++row, columns, values);
    for (const [key, sum] of totals) totals.set(key, sum + Number(values[key] ?? 0));
    if (pending.length < 64 * 1024) continue;
    sheet.push(strToU8(pending));
    pending = '';
    if (failure !== null) throw failure;
    yield* ready;
    ready = [];
  }
  if (totals.size > 0) pending += rowXml(++row, columns, Object.fromEntries(totals), 'total');
  sheet.push(strToU8(`${pending}${sheetEnd(columns, meta, headRow, row)}`), true);
  zip.end();
  if (failure !== null) throw failure;
  yield* ready;
}

/** Positions in `cellXfs` of the styles below. */
const styles = { plain: 0, head: 1, text: 2, integer: 3, number: 4, money: 5, date: 6, title: 7, note: 8, remark: 9, total: 10 } as const;
const styleOfKind: Record<Kind, number> = { text: styles.text, integer: styles.integer, number: styles.number, money: styles.money, date: styles.date };
export const remarkKey = 'catatan!';

function rowXml(row: number, columns: SheetColumn[], values: Row, look?: 'total'): string {
  const cells = columns.map((column, i) => {
    const style = look === 'total' ? styles.total : column.key === remarkKey ? styles.remark : styleOfKind[column.kind];
    return cellXml(`${letterOf(i)}${row}`, style, column.kind, values[column.key]);
  });
  return `<row r="${row}">${cells.join('')}</row>`;
}

function cellXml(at: string, style: number, kind: Kind, value: Value): string {
  if (value === null || value === undefined || value === '') return '';
  if (kind === 'date') {
    const serial = (Date.parse(`${value}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000;
    if (Number.isFinite(serial)) return `<c r="${at}" s="${style}"><v>${serial}</v></c>`;
  } else if (kind !== 'text' && Number.isFinite(Number(value))) return `<c r="${at}" s="${style}"><v>${Number(value)}</v></c>`;
  return textCell(at, style, String(value));
}

/** Inline text is never run as a formula, whatever it begins with. A cell holds 32,767 characters. */
function textCell(at: string, style: number, text: string): string {
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text.slice(0, 32_767))}</t></is></c>`;
}

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const content = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

function sheetStart(columns: SheetColumn[], meta: SheetMeta, headRow: number): string {
  const widths = columns.map(({ width, title, kind }, i) => `<col min="${i + 1}" max="${i + 1}" width="${width ?? Math.max(title.length + 3, kind === 'text' ? 18 : 13)}" customWidth="1"/>`);
  const above = [meta.title, ...(meta.notes ?? [])].map((text, i) => `<row r="${i + 1}">${textCell(`A${i + 1}`, i === 0 ? styles.title : styles.note, text)}</row>`);
  const head = `<row r="${headRow}">${columns.map(({ title }, i) => textCell(`${letterOf(i)}${headRow}`, styles.head, title)).join('')}</row>`;
  return `${xmlHead}<worksheet xmlns="${main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"><pane ySplit="${headRow}" topLeftCell="A${headRow + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>${above.join('')}${head}`;
}

function sheetEnd(columns: SheetColumn[], meta: SheetMeta, headRow: number, lastRow: number): string {
  const size = meta.paper === 'f4' ? 'paperHeight="330mm" paperWidth="215mm"' : 'paperSize="9"';
  const filter = lastRow > headRow ? `<autoFilter ref="A${headRow}:${letterOf(columns.length - 1)}${lastRow}"/>` : '';
  return `</sheetData>${filter}<pageMargins left="0.5" right="0.5" top="0.5" bottom="0.6" header="0.3" footer="0.3"/><pageSetup ${size} orientation="landscape" fitToWidth="1" fitToHeight="0"/><headerFooter><oddFooter>&amp;CHalaman &amp;P dari &amp;N</oddFooter></headerFooter></worksheet>`;
}

function workbook(title: string, headRow: number): string {
  const name = title.replace(/[[\]:*?/\\']/g, ' ').trim().slice(0, 31) || 'Data';
  const quoted = escapeXml(name);
  return `${xmlHead}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${quoted}" sheetId="1" r:id="rId1"/></sheets><definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">'${quoted}'!$${headRow}:$${headRow}</definedName></definedNames></workbook>`;
}

function relations(type: string, target: string): string {
  return `${xmlHead}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${type}" Target="${target}"/></Relationships>`;
}

const workbookRelations = `${xmlHead}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`;
const contentTypes = `${xmlHead}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${content}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${content}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${content}.styles+xml"/></Types>`;

/** Fonts: 0 plain, 1 bold, 2 large bold, 3 grey, 4 red. Number formats: 3 is #,##0; 49 is text. */
const stylesXml = `${xmlHead}<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="#,##0.##"/></numFmts><fonts count="5"><font><sz val="11"/><name val="Arial"/></font><font><b/><sz val="11"/><name val="Arial"/></font><font><b/><sz val="14"/><name val="Arial"/></font><font><sz val="10"/><color rgb="FF5A5048"/><name val="Arial"/></font><font><b/><sz val="11"/><color rgb="FFB00020"/><name val="Arial"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFF3EBDC"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="11">${[
  [0, 0, 0],
  [0, 1, 2],
  [49, 0, 0],
  [3, 0, 0],
  [165, 0, 0],
  [3, 0, 0],
  [164, 0, 0],
  [0, 2, 0],
  [0, 3, 0],
  [0, 4, 0],
  [3, 1, 0],
]
  .map(([format, font, fill]) => `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"/>`)
  .join('')}</cellXfs></styleSheet>`;
