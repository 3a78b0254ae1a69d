/** Addresses of the register. Ids are opaque: no name and no register number stands in an address. */
export const urls = {
  workers: '/bengkel/peserta',
  newWorker: '/bengkel/peserta/baru',
  proposals: '/bengkel/peserta/usulan',
  approve: (placement: string) => `/bengkel/peserta/usulan/${placement}/setuju`,
  refuse: (placement: string) => `/bengkel/peserta/usulan/${placement}/tolak`,
  worker: (id: string) => `/bengkel/peserta/${id}`,
  propose: (id: string) => `/bengkel/peserta/${id}/usul`,
  consent: (id: string) => `/bengkel/peserta/${id}/persetujuan`,
  withdraw: (id: string) => `/bengkel/peserta/${id}/persetujuan/tarik`,
  end: (id: string) => `/bengkel/peserta/${id}/akhiri`,
} as const;
