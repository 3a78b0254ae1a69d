/** Every address of the room. Public cart and order pages live in `shop/`. */
const query = (fields: Record<string, string | number | undefined>): string => {
  const text = new URLSearchParams(Object.entries(fields).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, String(value)]]))).toString();
  return text ? `?${text}` : '';
};

export const agencyHomeUrl = () => '/pengadaan';
export const agencyCatalogueUrl = (filter: Record<string, string | number | undefined> = {}) => `/pengadaan/katalog${query(filter)}`;
export const packageUrl = () => '/pengadaan/keranjang';
export const agencyOrdersUrl = (filter: Record<string, string | number | undefined> = {}) => `/pengadaan/pesanan${query(filter)}`;
export const agencyOrdersSheetUrl = (filter: Record<string, string | undefined> = {}) => `/pengadaan/pesanan.xlsx${query(filter)}`;
export const agencyOrderUrl = (number: string) => `/pengadaan/pesanan/${encodeURIComponent(number)}`;
export const commitUrl = (number: string) => `${agencyOrderUrl(number)}/surat`;
export const handoverUrl = (number: string) => `${agencyOrderUrl(number)}/bast`;
export const paymentFileUrl = (number: string) => `${agencyOrderUrl(number)}/pembayaran`;
export const agencyCancelUrl = (number: string) => `${agencyOrderUrl(number)}/batal`;

export const makerOrdersUrl = (filter: Record<string, string | number | undefined> = {}) => `/bengkel/pesanan${query(filter)}`;
export const makerOrdersSheetUrl = (filter: Record<string, string | undefined> = {}) => `/bengkel/pesanan.xlsx${query(filter)}`;
export const makerOrderUrl = (number: string) => `/bengkel/pesanan/${encodeURIComponent(number)}`;
export const acceptUrl = (number: string) => `${makerOrderUrl(number)}/terima`;
export const promiseUrl = (number: string) => `${makerOrderUrl(number)}/janji`;
export const shipUrl = (number: string) => `${makerOrderUrl(number)}/kirim`;
export const makerHandoverUrl = (number: string) => `${makerOrderUrl(number)}/serah-terima`;
export const payUrl = (number: string) => `${makerOrderUrl(number)}/bayar`;
export const cancelUrl = (number: string) => `${makerOrderUrl(number)}/batal`;
/** The fields that the form of a new work order reads from its address. */
export const shortUrl = (number: string) => `${makerOrderUrl(number)}/tutup`;
export const adjustUrl = (number: string) => `${makerOrderUrl(number)}/penyesuaian`;
export const adjustmentDecisionUrl = (number: string, id: string, act: 'setuju' | 'tolak') => `${adjustUrl(number)}/${id}/${act}`;
export const refundUrl = (number: string) => `${makerOrderUrl(number)}/pengembalian`;
export const refundDecisionUrl = (number: string, id: string, act: 'setuju' | 'tolak') => `${refundUrl(number)}/${id}/${act}`;
export const correctUrl = (number: string, code: string) => `${makerOrderUrl(number)}/perbaiki/${encodeURIComponent(code)}`;
export const tariffsUrl = () => '/bengkel/ongkos-kirim';
export const tariffDecisionUrl = (id: string, act: 'setuju' | 'tolak') => `${tariffsUrl()}/${id}/${act}`;
export const newWorkOrderUrl = ({ sku, quantity, order_line, due_on }: { sku: string; quantity: number; order_line: string; due_on?: string | undefined }) =>
  `/bengkel/perintah/baru${query({ sku, jumlah: quantity, baris: order_line, tenggat: due_on })}`;
export const workOrderUrl = (number: string) => `/bengkel/perintah/${encodeURIComponent(number)}`;

export const paperUrl = (code: string) => `/dokumen/${encodeURIComponent(code)}`;
export const paperPdfUrl = (code: string) => `/dokumen/${encodeURIComponent(code)}.pdf`;
export const packageChangeUrl = () => '/pengadaan/keranjang/ubah';
export const packageSendUrl = () => '/pengadaan/keranjang/kirim';

export const agencyQuotesUrl = (filter: Record<string, string | undefined> = {}) => `/pengadaan/penawaran${query(filter)}`;
export const askQuoteUrl = () => '/pengadaan/penawaran/baru';
export const agencyQuoteUrl = (number: string) => `/pengadaan/penawaran/${encodeURIComponent(number)}`;
export const makerQuotesUrl = (filter: Record<string, string | undefined> = {}) => `/bengkel/penawaran${query(filter)}`;
export const makerQuoteUrl = (number: string) => `/bengkel/penawaran/${encodeURIComponent(number)}`;
export const addendumUrl = (side: 'pengadaan' | 'bengkel', number: string) => `${side === 'bengkel' ? makerOrderUrl(number) : agencyOrderUrl(number)}/adendum`;
export const remedyUrl = (side: 'pengadaan' | 'bengkel', number: string) => `${side === 'bengkel' ? makerOrderUrl(number) : agencyOrderUrl(number)}/klaim`;
export const makerPaymentFileUrl = (number: string) => `${makerOrderUrl(number)}/pembayaran`;
export const organisationUrl = () => '/pengadaan/organisasi';
export const agencyFrameworksUrl = () => '/pengadaan/kontrak-payung';
export const draftFrameworkUrl = () => '/pengadaan/kontrak-payung/baru';
export const agencyFrameworkUrl = (number: string) => `/pengadaan/kontrak-payung/${encodeURIComponent(number)}`;
export const makerFrameworksUrl = () => '/bengkel/kontrak-payung';
export const makerFrameworkUrl = (number: string) => `/bengkel/kontrak-payung/${encodeURIComponent(number)}`;
export const agencySwakelolaUrl = (number?: string) => `/pengadaan/swakelola${number ? `/${encodeURIComponent(number)}` : ''}`;
export const makerSwakelolaUrl = (number?: string) => `/bengkel/swakelola${number ? `/${encodeURIComponent(number)}` : ''}`;
export const ratingUrl = (side: 'pengadaan' | 'bengkel', number: string) => `${side === 'bengkel' ? makerOrderUrl(number) : agencyOrderUrl(number)}/penilaian`;
