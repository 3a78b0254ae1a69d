/** Invented labels, for their tests and for looking at them. */
import type { z } from 'zod';
import type { labelProduk } from './index.ts';

export const labelSample: z.input<typeof labelProduk> = {
  brand: 'Karya Binaan',
  name: 'Tas anyaman pandan',
  variant: 'Ukuran sedang, 32 × 24 cm',
  price_idr: 145_000,
  product_code: 'TKC-TAS-02',
  lot: 'L-2611-0012',
  produced_on: '2026-11-20',
  facility: 'Lapas Contoh Tirta Kencana',
  quality_passed: true,
  check_url: 'https://karya.contoh.invalid/cek/L-2611-0012',
  sample: true,
};

export const foodLabelSample: z.input<typeof labelProduk> = {
  ...labelSample,
  name: 'Kopi bubuk robusta',
  variant: undefined,
  net_content: '250 g',
  price_idr: 42_500,
  product_code: 'TKC-KPI-01',
  food: {
    composition: 'biji kopi robusta 100%',
    allergens: '',
    expires_on: '2027-11-20',
    licence_number: '0000000000000-00',
    halal_number: 'ID00000000000000000',
    producer_address: 'Jalan Percontohan 1, Kota Contoh',
    storage: 'di tempat kering dan sejuk',
  },
};
