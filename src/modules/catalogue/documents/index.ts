export { labelPdf, labelProduk, type LabelProduk } from './label-produk.ts';
export { LabelProdukPage } from './label-produk.tsx';
