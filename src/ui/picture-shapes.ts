/**
 * What the workshops make, drawn in a square of 300 standing on the line y = 240. `$` is where the seed's own weave goes.
 * Wood is two browns, so that a side that turns away is darker.
 */
const wood = '#7a5230';
const dark = '#5d3d22';
const pale = '#f7efe0';

const solid = (d: string, fill: string): string => `<path d="${d}" fill="${fill}"/>`;
const line = (d: string, stroke: string, width: number): string => `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;
const shade = (d: string): string => `<path d="${d}" fill="#000" opacity=".12"/>`;

export const shapes: Record<string, string> = {
  kursi: solid('M118 60h64v78h-64z', '$') + solid('M110 138h80v16h-80z', wood) + solid('M114 52h6v188h-6zM180 52h6v188h-6zM128 154h6v86h-6zM166 154h6v86h-6z', dark),
  meja: solid('M64 122h172v16H64z', wood) + solid('M74 138h152v24H74z', '$') + shade('M74 138h152v5H74z') + solid('M74 138h9v102h-9zM217 138h9v102h-9z', dark),
  lemari: solid('M90 48h120v186H90z', wood) + solid('M98 56h49v116H98zM153 56h49v116h-49z', '$') + solid('M98 180h104v46H98z', '#8d6340') + line('M142 112v10M158 112v10M144 203h12', '#f2b632', 4) + solid('M96 234h10v8H96zM194 234h10v8h-10z', dark),
  ranjang: solid('M52 110h9v130h-9zM239 140h9v100h-9z', dark) + solid('M61 122h14v56H61zM232 150h7v34h-7z', wood) + solid('M61 176h178v22H61z', wood) + solid('M75 152h157v26H75z', '$') + solid('M78 140h40q6 0 6 6v8H78z', pale) + shade('M75 172h157v6H75z') + solid('M66 198h7v42h-7zM227 198h7v42h-7z', dark),
  keranjang: solid('M84 130h132l-16 96q-50 14-100 0z', '$') + shade('M84 130h132l-2 10H86z') + solid('M80 120h140v14H80z', wood) + line('M106 122q44-92 88 0', wood, 8),
  tas: solid('M86 118h128l10 116H76z', '$') + line('M120 118q0-58 30-58t30 58', dark, 7) + solid('M86 118h128v12H86z', dark),
  kain: solid('M78 84h144v150H78z', '$') + shade('M78 84h144v30H78zM78 158h144v9H78z') + line('M150 84v150', '#00000022', 1) + line('M84 234v6M96 234v6M108 234v6M120 234v6M132 234v6M144 234v6M156 234v6M168 234v6M180 234v6M192 234v6M204 234v6M216 234v6', dark, 2),
  kemeja: solid('M110 78l26-12h28l26 12 34 32-22 24-14-12v114h-76V122l-14 12-22-24z', '$') + solid('M136 66l14 20 14-20-6-4h-16z', pale) + line('M150 90v142', pale, 2) + [112, 140, 168, 196].map((y) => `<circle cx="150" cy="${y}" r="3" fill="${pale}"/>`).join('') + shade('M112 122h6v114h-6zM182 122h6v114h-6z'),
  sandal: [[108, -7], [192, 7]].map(([x, turn]) => `<g transform="rotate(${turn} ${x} 240)"><ellipse cx="${x}" cy="172" rx="35" ry="66" fill="${dark}"/><ellipse cx="${x}" cy="172" rx="28" ry="59" fill="$"/><path d="M${Number(x) - 32} 184q28-10 32-52 4 42 32 52" fill="none" stroke="${wood}" stroke-width="11" stroke-linecap="round"/></g>`).join(''),
  sepatu: solid('M74 140h48q2 30 34 42l48 14q28 8 28 32H74z', '#96653f') + solid('M74 140h34v88H74z', '$') + solid('M70 134h56l-2 14H70z', pale) + solid('M196 196q36 4 36 32h-40q-6-20 4-32z', dark) + solid('M68 226h168v8q0 8-8 8H76q-8 0-8-8z', dark) + line('M128 166l16-12M142 176l15-13M157 184l14-13', pale, 5),
  stoples: solid('M104 96h92v126q0 14-14 14h-64q-14 0-14-14z', pale) + line('M104 96h92v126q0 14-14 14h-64q-14 0-14-14z', wood, 4) + solid('M98 74h104v24H98z', '#8a2b1c') + solid('M106 136h88v58h-88z', '$') + shade('M98 92h104v6H98z'),
  botol: solid('M132 56h36v28q26 14 26 48v92q0 12-12 12h-64q-12 0-12-12v-92q0-34 26-48z', '#dbe8f3') + line('M132 56h36v28q26 14 26 48v92q0 12-12 12h-64q-12 0-12-12v-92q0-34 26-48z', '#17456b', 4) + solid('M130 42h40v16h-40z', '#17456b') + solid('M108 142h84v54h-84z', '$'),
  roti: solid('M70 170q-12-46 34-56 46-12 92 0 46 10 34 56v58q0 10-10 10H80q-10 0-10-10z', '#c98b4e') + solid('M82 172q-6-36 30-44 38-8 76 0 36 8 30 44v44H82z', '#e4b27a') + line('M116 150l18-14M146 148l18-14M176 150l16-12', '#f7efe0', 6) + solid('M70 196h160v26H70z', '$'),
  tempe: solid('M62 176l104-42 72 30-104 44z', '#e9dcc0') + solid('M62 176v34l72 34v-36z', '#cdbb95') + solid('M134 208v36l104-44v-36z', '#dccba6') + [[112, 172], [138, 160], [160, 176], [184, 160], [138, 188], [96, 178], [172, 148], [206, 166]].map(([x, y]) => `<ellipse cx="${x}" cy="${y}" rx="8" ry="4" fill="#b89a63"/>`).join('') + solid('M108 157l40-16 72 30-40 17z', '$') + solid('M180 188l40-17v36l-40 17z', '#3c8a52'),
  sayur: solid('M86 190h128l-12 46H98z', '$') + solid('M150 190q-60-20-56-84 40 6 56 84 16-78 56-84 4 64-56 84q-14-60 0-118 14 58 0 118', '#3c8a52') + line('M150 190q-40-24-38-60M150 190q40-24 38-60M150 190v-90', '#2a6a3d', 3),
  ikan: solid('M60 172q44-60 116-44 28 6 44 30l30-26q6 40 0 80l-30-26q-16 24-44 30-72 16-116-44z', '#7fa3bd') + solid('M112 128q36-12 66 2 10 40 0 86-30 14-66 2 20-44 0-90z', '$') + solid('M120 130q18-26 50-20l6 18q-30-6-56 2zM132 222q14 18 36 14l2-14z', '#5d829d') + '<circle cx="88" cy="164" r="6" fill="#fff"/><circle cx="88" cy="164" r="3" fill="#1f1a16"/>',
  telur: solid('M78 196h144l-14 40H92z', '$') + solid('M72 186h156v14H72z', wood) + [[104, 160], [150, 150], [196, 160], [127, 172], [173, 172]].map(([x, y]) => `<ellipse cx="${x}" cy="${y}" rx="21" ry="27" fill="#ecd2b0" stroke="#c9a77c" stroke-width="2"/>`).join('') + solid('M72 186h156v14H72z', wood),
  paving: solid('M70 146l60-24 50 20-60 26z', '#b9ada0') + solid('M70 146v28l50 24v-30zM180 142v28l-60 28v-30z', '#8f8478') + solid('M124 172l60-24 50 20-60 26z', '#c6bbad') + solid('M124 172v30l50 22v-30zM234 168v30l-60 26v-30z', '#998d80'),
  batako: solid('M58 152l108-40 76 32-108 42z', '#c3b8ab') + solid('M58 152v54l76 36v-56z', '#9a8f83') + solid('M134 186v56l108-44v-54z', '#aca094') + solid('M96 155l30-11 26 11-30 12zM152 134l30-11 26 11-30 12z', '#6d6359'),
  lampu: line('M150 40v38', dark, 4) + solid('M112 78h76l34 92H78z', '$') + solid('M112 72h76v10h-76zM76 166h148v10H76z', wood) + solid('M130 176h40q0 28-20 28t-20-28z', '#f6d98b') + line('M118 214l-8 14M150 220v16M182 214l8 14', '#f2b632', 5),
  sapu: line('M150 36v108', wood, 9) + solid('M122 138h56l6 26h-68z', '$') + solid('M116 164h68l26 74H90z', '#cda85f') + line('M126 172l-16 62M138 172l-8 64M150 172v64M162 172l8 64M174 172l16 62', '#a5823f', 3),
  keset: solid('M62 132q88-20 176 0 10 50 0 96-88 20-176 0-10-46 0-96z', dark) + solid('M74 143q76-16 152 0 8 38 0 74-76 16-152 0-8-36 0-74z', '$') + line('M62 150h-10M62 166H50M60 182H48M60 198H48M62 214H50M238 150h10M238 166h12M240 182h12M240 198h12M238 214h12', dark, 3),
  bunga: solid('M112 184h76l-10 54h-56z', '$') + solid('M108 176h84v12h-84z', wood) + line('M150 176v-62M132 178q-6-30-24-46M168 178q6-30 24-46', '#2a6a3d', 4) + [[150, 100], [104, 124], [196, 124]].map(([x, y]) => `<g fill="#8a2b1c">${[0, 72, 144, 216, 288].map((turn) => `<ellipse cx="${x}" cy="${Number(y) - 14}" rx="9" ry="14" transform="rotate(${turn} ${x} ${y})"/>`).join('')}</g><circle cx="${x}" cy="${y}" r="8" fill="#f2b632"/>`).join(''),
  ukiran: solid('M76 64h148v172H76z', wood) + solid('M90 78h120v144H90z', '$') + solid('M104 92h92v116h-92z', '#8d6340') + line('M150 196v-84M150 168q-34-2-34-34 32 2 34 34M150 168q34-2 34-34-32 2-34 34M150 128q-20-6-16-26 18 6 16 26M150 128q20-6 16-26-18 6-16 26', '#f3ebdc', 4),
  paket: solid('M70 130l80-34 80 34-80 36z', '#d3b98f') + solid('M70 130v74l80 38v-76z', '#b8996a') + solid('M150 166v76l80-38v-74z', '#c5a87b') + solid('M102 116l80 36v26l-18 8v-24l-80-36z', '$'),
};

/** Other words that rooms and data use for the same drawing. */
export const otherNames: Record<string, string> = {
  bangku: 'kursi', mebel: 'meja', rak: 'lemari', 'tempat-tidur': 'ranjang', dipan: 'ranjang', anyaman: 'keranjang', rotan: 'keranjang', batik: 'kain', tenun: 'kain', sarung: 'kain', sulam: 'kain',
  seragam: 'kemeja', pakaian: 'kemeja', baju: 'kemeja', kaos: 'kemeja', kulit: 'sepatu', keripik: 'stoples', sambal: 'stoples', makanan: 'stoples', kopi: 'stoples', madu: 'botol', sabun: 'botol', minyak: 'botol', minuman: 'botol',
  kue: 'roti', bakery: 'roti', tahu: 'tempe', tanaman: 'sayur', selada: 'sayur', pupuk: 'paket', lele: 'ikan', ayam: 'telur', ternak: 'telur', bata: 'batako', genteng: 'batako', beton: 'paving', kap: 'lampu', kesed: 'keset', patung: 'ukiran', kayu: 'ukiran', jasa: 'paket', chair: 'kursi', table: 'meja', box: 'paket',
};
