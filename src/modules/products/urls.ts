/** Overseers of several facilities say which one by `?upt=`. */
const at = (path: string, query: Record<string, string | undefined> = {}): string => {
  const search = new URLSearchParams(Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []))).toString();
  return search ? `${path}?${search}` : path;
};
export const productsUrl = (filter: { q?: string | undefined; upt?: string | undefined } = {}): string => at('/bengkel/produk', filter);
export const newProductUrl = '/bengkel/produk/baru';
export const materialsUrl = '/bengkel/produk/bahan';
export const productUrl = (sku: string): string => `/bengkel/produk/${sku}`;
export const pricesUrl = (sku: string): string => `/bengkel/produk/${sku}/harga`;
export const decisionUrl = (sku: string, price_id: string): string => `/bengkel/produk/${sku}/harga/${price_id}`;
/** The catalogue's own page: what is needed to publish, and the button. */
export const publishUrl = (sku: string): string => `/bengkel/produk/${sku}/terbit`;
export const costUrl = (sku: string): string => `/bengkel/produk/${sku}/biaya`;
export const marketUrl = (sku: string): string => `/bengkel/produk/${sku}/pasar`;
export const localContentUrl = (sku: string): string => `/bengkel/produk/${sku}/tkdn`;
/** Costing's own page: the sheet with what the state bears, and the lots made by it. */
export const trueCostUrl = (sku: string): string => `/bengkel/biaya/produk/${sku}`;
export const policyUrl = '/bengkel/produk/kebijakan';
