/** Addresses of the floor. Ids are opaque; codes of people never stand in an address. */
export const urls = {
  today: '/bengkel',
  newSession: '/bengkel/sesi/baru',
  session: (id: string) => `/bengkel/sesi/${id}`,
  closeSession: (id: string) => `/bengkel/sesi/${id}/tutup`,
  cancelSession: (id: string) => `/bengkel/sesi/${id}/batal`,
  attendances: '/bengkel/kehadiran',
  attendance: (session: string) => `/bengkel/kehadiran/${session}`,
  reasons: (session: string, workers: readonly string[] = []) => `/bengkel/kehadiran/${session}/alasan${workers.length > 0 ? `?peserta=${workers.join(',')}` : ''}`,
  tools: '/bengkel/alat',
  lending: '/bengkel/alat/bon',
  lendingOf: (session: string) => `/bengkel/alat/bon?sesi=${session}`,
  takeBack: '/bengkel/alat/kembali',
  count: (session: string) => `/bengkel/alat/hitung/${session}`,
  incident: (id: string) => `/bengkel/alat/hilang/${id}`,
} as const;
