export { pdfAnswer } from './answer.ts';
export { figure, idr, money, orDash, sum } from './figures.ts';
export { fingerprint } from './fingerprint.ts';
export { officialDocument, type OfficialDocument } from './official.ts';
export { letterhead, signatory, type Block, type Column, type Fact, type Letterhead, type Mark, type Paper, type Signatory, type Signature } from './paper.ts';
export { qrSvg } from './qr.ts';
export { renderPdf, type PaperSize } from './typeset.ts';
