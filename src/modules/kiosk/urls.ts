/** The kiosk's addresses carry no id at all: whose they are is the visit's to say. */
export const kioskUrls = (english: boolean) => {
  const root = english ? '/en/kios' : '/kios';
  return {
    door: root, menu: `${root}/menu`, hours: (bulan?: string) => `${root}/jam${bulan ? `?bulan=${bulan}` : ''}`, output: `${root}/hasil`, pay: (bulan?: string) => `${root}/premi${bulan ? `?bulan=${bulan}` : ''}`,
    savings: `${root}/simpanan`, training: `${root}/pelatihan`, objections: `${root}/keberatan`, complaints: `${root}/pengaduan`, leave: `${root}/keluar`, locked: `${root}/terkunci`,
  } as const;
};

export const deskUrls = {
  holders: '/bengkel/kios',
  holder: (worker_id: string) => `/bengkel/kios/${worker_id}`,
  issue: (worker_id: string) => `/bengkel/kios/${worker_id}/kartu`,
  revoke: (worker_id: string) => `/bengkel/kios/${worker_id}/kartu/cabut`,
  pin: (worker_id: string) => `/bengkel/kios/${worker_id}/pin`,
  hear: (worker_id: string) => `/bengkel/kios/${worker_id}/keberatan`,
  copy: (worker_id: string) => `/bengkel/kios/${worker_id}/salinan`,
  cards: (worker_id?: string) => `/bengkel/kartu-peserta${worker_id ? `?peserta=${worker_id}` : ''}`,
  copyPdf: (id: string) => `/bengkel/salinan/${id}/berkas.pdf`,
  copyJson: (id: string) => `/bengkel/salinan/${id}/berkas.json`,
  objections: (query: Record<string, string | undefined> = {}) => {
    const text = new URLSearchParams(Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []))).toString();
    return `/bengkel/keberatan${text ? `?${text}` : ''}`;
  },
  objectionSheet: '/bengkel/keberatan.xlsx',
  objection: (id: string) => `/bengkel/keberatan/${id}`,
  complaints: '/bengkel/pengaduan',
  complaint: (id: string) => `/bengkel/pengaduan/${id}`,
  regionComplaints: '/pusat/pengaduan',
  regionComplaint: (id: string) => `/pusat/pengaduan/${id}`,
  overdue: '/pusat/keberatan',
} as const;
