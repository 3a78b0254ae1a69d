/** Addresses of the register. Ids are opaque: no name and no register number stands in an address. */
export const fileParts = ['ringkas', 'fakta', 'persetujuan', 'gerak', 'riwayat'] as const;
export type FilePart = (typeof fileParts)[number];

export const urls = {
  workers: '/bengkel/peserta',
  newWorker: '/bengkel/peserta/baru',
  proposals: '/bengkel/peserta/usulan',
  approve: (placement: string) => `/bengkel/peserta/usulan/${placement}/setuju`,
  refuse: (placement: string) => `/bengkel/peserta/usulan/${placement}/tolak`,
  worker: (id: string, part: FilePart = 'ringkas') => (part === 'ringkas' ? `/bengkel/peserta/${id}` : `/bengkel/peserta/${id}?bagian=${part}`),
  open: (id: string) => `/bengkel/peserta/${id}/buka`,
  change: (id: string) => `/bengkel/peserta/${id}/ubah`,
  fact: (id: string, fact: string) => `/bengkel/peserta/${id}/${fact}`,
  consentForm: (id: string) => `/bengkel/peserta/${id}/persetujuan/formulir`,
  /** A page of another room, above this one: known here by its address alone. */
  training: (id: string) => `/bengkel/pelatihan/peserta/${id}`,
  requirements: '/bengkel/peserta/syarat',
  exportWorkers: '/bengkel/peserta/daftar.xlsx',
  imports: '/bengkel/peserta/impor',
  import: (id: string) => `/bengkel/peserta/impor/${id}`,
  importTemplate: '/bengkel/peserta/impor/templat.xlsx',
  transfers: '/bengkel/peserta/pindah',
  merges: '/bengkel/peserta/gabung',
  propose: (id: string) => `/bengkel/peserta/${id}/usul`,
  consent: (id: string) => `/bengkel/peserta/${id}/persetujuan`,
  withdraw: (id: string) => `/bengkel/peserta/${id}/persetujuan/tarik`,
  end: (id: string) => `/bengkel/peserta/${id}/akhiri`,
} as const;
