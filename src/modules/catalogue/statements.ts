/** What the public is told in words: help, complaints, accessibility, privacy, terms. Read by people before lawyers. */
import type { Phrase } from '#kernel/words.ts';

export type Statement = { path: string; title: Phrase; lead: Phrase; sections: { title: Phrase; paragraphs: Phrase[] }[] };
const both = (id: string, en: string): Phrase => ({ id, en });

export const statements: Statement[] = [
  {
    path: '/bantuan', title: both('Bantuan', 'Help'), lead: both('Cara membeli, menerima, mengembalikan, dan menanyakan pesanan.', 'How to buy, receive, return and ask about an order.'),
    sections: [
      { title: both('Membeli', 'Buying'), paragraphs: [
        both('Pilih produk, masukkan ke keranjang, lalu isi alamat, cara kirim, dan cara bayar. Anda tidak perlu membuat akun.', 'Choose products, add them to the cart, then give address, delivery and payment. You need no account.'),
        both('Satu keranjang boleh berisi barang dari beberapa unit. Setiap unit mengirim barangnya sendiri, sehingga pesanan Anda menjadi satu nomor per unit.', 'One cart may hold goods of several units. Each unit sends its own, so you get one order number per unit.'),
        both('Instansi pemerintah membeli lewat [halaman pengadaan](/pengadaan) dengan surat pesanan, berita acara, dan kuitansi.', 'Government agencies buy through the [purchasing pages](/pengadaan) with purchase order, handover record and receipt.'),
      ] },
      { title: both('Menerima', 'Receiving'), paragraphs: [
        both('Unit menjanjikan tanggal saat menerima pesanan. Bila tanggal berubah, alasannya tercatat dan terlihat di halaman pesanan.', 'The unit promises a day when it accepts the order. If it changes, the reason is recorded and visible on the order page.'),
        both('Lacak pesanan dengan nomornya dan empat angka terakhir telepon Anda di [halaman pesanan](/pesanan).', 'Track an order with its number and the last four digits of your phone on the [orders page](/pesanan).'),
      ] },
      { title: both('Mengembalikan', 'Returning'), paragraphs: [
        both('Periksa barang saat diterima. Bila jumlah, ukuran, atau mutunya tidak sesuai, tolak sebagian atau seluruhnya dan tulis sebabnya. Unit mengganti barang atau mengembalikan uang.', 'Inspect the goods on arrival. If number, size or quality is wrong, refuse part or all of them and say why. The unit replaces the goods or returns the money.'),
        both('Setelah diterima, Anda masih dapat menyampaikan keluhan dalam masa yang tertulis di halaman produk.', 'After receipt you may still complain within the time stated on the product page.'),
      ] },
      { title: both('Memeriksa keaslian', 'Checking authenticity'), paragraphs: [both('Ketik kode pada label di [halaman periksa](/cek). Kode menyebut unit, tanggal buat, dan hasil pemeriksaan.', 'Type the code of a label on the [check page](/cek). It names the unit, the day made and the inspection.')] },
    ],
  },
  {
    path: '/aduan', title: both('Aduan', 'Complaints and concerns'), lead: both('Sampaikan masalah tentang barang, pelayanan, uang, atau perlakuan terhadap orang. Anda boleh tanpa nama.', 'Report a problem with goods, service, money or the treatment of people. You may stay anonymous.'),
    sections: [
      { title: both('Tentang pesanan', 'About an order'), paragraphs: [both('Hubungi unit pembuat lewat nomor di halaman pesanan. Sebutkan nomor pesanan; foto barang membantu.', 'Contact the maker by the number on the order page. State the order number; a photograph of the goods helps.')] },
      { title: both('Tentang perlakuan, keselamatan, atau uang premi', 'About treatment, safety or premium pay'), paragraphs: [
        both('Kirim surat tanpa nama ke Direktorat Jenderal Pemasyarakatan, Jalan Veteran Nomor 11, Jakarta Pusat, dengan tulisan “Aduan industri” pada sampul.', 'Send an unsigned letter to the Directorate General of Corrections, Jalan Veteran 11, Central Jakarta, marked “Aduan industri”.'),
        both('Anda juga dapat melapor kepada Ombudsman Republik Indonesia (telepon 137) atau lewat [lapor.go.id](https://www.lapor.go.id). Keduanya berdiri di luar unit yang Anda laporkan.', 'You may also report to the Ombudsman (telephone 137) or through [lapor.go.id](https://www.lapor.go.id). Both stand outside the unit you report.'),
        both('Jangan tulis nama peserta kerja dalam aduan yang Anda kirim terbuka. Sebut unit, bengkel, dan tanggalnya.', 'Do not write the name of a person who works here in an open complaint. Name the unit, the workshop and the day.'),
      ] },
      { title: both('Yang terjadi sesudahnya', 'What happens next'), paragraphs: [both('Aduan tentang orang dan uang dijawab oleh pusat, bukan oleh unit yang diadukan. Tidak seorang pun boleh dirugikan karena mengadu.', 'Concerns about people and money are answered by headquarters, not by the unit concerned. Nobody may suffer for complaining.')] },
    ],
  },
  {
    path: '/aksesibilitas', title: both('Pernyataan aksesibilitas', 'Accessibility statement'), lead: both('Halaman ini dibuat agar dapat dipakai semua orang, di telepon lama dan sambungan lambat, dengan atau tanpa JavaScript.', 'These pages are made for everyone, on old phones and slow links, with or without JavaScript.'),
    sections: [
      { title: both('Ukuran kami', 'Our measure'), paragraphs: [both('Kami menuju WCAG 2.2 tingkat AA: kontras, ukuran sasaran sentuh, urutan fokus, label isian, dan pesan kesalahan di samping isiannya. Setiap halaman diuji otomatis dengan axe.', 'We aim at WCAG 2.2 level AA: contrast, touch targets, focus order, field labels, and error messages beside their fields. Every page is tested automatically with axe.')] },
      { title: both('Yang belum baik', 'What is not good yet'), paragraphs: [both('Dokumen PDF bertanda struktur, tetapi belum diuji dengan semua pembaca layar. Peta selalu disertai tabel karena peta sendiri tidak dapat dibaca pembaca layar. Pengujian oleh penyandang disabilitas belum dilakukan.', 'PDF documents are tagged, but not tested with every screen reader. A map always has a table beside it, for the map itself cannot be read aloud. Testing by people with disabilities has not been done yet.')] },
      { title: both('Bila Anda terhalang', 'If something stops you'), paragraphs: [both('Beri tahu kami lewat [halaman aduan](/aduan): alamat halaman, apa yang Anda coba, dan alat bantu yang Anda pakai. Kami membantu Anda membeli lewat telepon unit sementara halaman diperbaiki.', 'Tell us through [the complaints page](/aduan): the address, what you tried and the aid you use. We help you buy by telephone while the page is mended.')] },
    ],
  },
  {
    path: '/privasi', title: both('Privasi', 'Privacy'), lead: both('Data apa yang kami simpan, untuk apa, dan berapa lama. Menurut UU 27/2022 tentang Pelindungan Data Pribadi.', 'What we keep, why and for how long, under Law 27/2022 on Personal Data Protection.'),
    sections: [
      { title: both('Pembeli', 'Buyers'), paragraphs: [
        both('Kami menyimpan nama, telepon, alamat kirim, dan isi pesanan, sebab tanpa itu barang tidak sampai. Unit pembuat melihatnya; unit lain tidak.', 'We keep name, phone, delivery address and the order, for without them goods do not arrive. The making unit sees them; other units do not.'),
        both('Keranjang dan isian pemesanan ada di kuki peramban Anda sendiri dan hilang setelah pesanan jadi. Kami tidak memakai kuki iklan dan tidak memuat apa pun dari pihak lain.', 'Cart and checkout answers lie in your own browser’s cookies and go when the order is placed. We use no advertising cookies and load nothing from third parties.'),
        both('Catatan pesanan dan pembayaran disimpan sepuluh tahun karena merupakan dokumen keuangan negara.', 'Records of orders and payments are kept for ten years, as they are documents of state finance.'),
      ] },
      { title: both('Orang yang bekerja', 'People who work'), paragraphs: [both('Nama, foto, dan perkara peserta kerja tidak pernah tampil pada halaman umum, label, alamat web, atau nama berkas. Label menyebut unit dan batch.', 'Names, photographs and cases of people who work never appear on public pages, labels, web addresses or file names. A label names the unit and the lot.')] },
      { title: both('Hak Anda', 'Your rights'), paragraphs: [both('Anda boleh meminta salinan, perbaikan, atau penghapusan data Anda, kecuali yang wajib disimpan undang-undang. Sampaikan lewat [halaman aduan](/aduan).', 'You may ask for a copy, correction or erasure of your data, except what the law obliges us to keep. Ask through [the complaints page](/aduan).')] },
    ],
  },
  {
    path: '/syarat', title: both('Syarat pembelian', 'Terms of sale'), lead: both('Aturan antara Anda dan unit yang membuat barang.', 'The rules between you and the unit that makes the goods.'),
    sections: [
      { title: both('Pesanan', 'Orders'), paragraphs: [
        both('Pesanan mengikat setelah unit menerimanya dan menjanjikan tanggal. Sebelum itu Anda boleh membatalkannya tanpa biaya.', 'An order binds once the unit accepts it and promises a day. Until then you may cancel it without cost.'),
        both('Harga yang berlaku ialah harga saat Anda memesan. Ongkos kirim dibayar pembeli kepada kurir atau disepakati dengan unit sebelum barang dikirim.', 'The price is that of the moment you order. The buyer pays the carrier, or agrees the cost with the unit before dispatch.'),
      ] },
      { title: both('Pembayaran', 'Payment'), paragraphs: [both('Bayar hanya lewat cara yang tampil di halaman pesanan. Petugas tidak boleh meminta pembayaran ke rekening pribadi; bila terjadi, laporkan.', 'Pay only as shown on the order page. No officer may ask for payment to a private account; if it happens, report it.')] },
      { title: both('Barang tidak sesuai', 'Goods not as described'), paragraphs: [both('Barang yang cacat, kurang, atau berbeda dari uraian diganti atau uangnya dikembalikan. Hak Anda menurut UU 8/1999 tentang Perlindungan Konsumen tetap berlaku.', 'Faulty, missing or different goods are replaced or refunded. Your rights under Law 8/1999 on Consumer Protection remain.')] },
      { title: both('Gambar', 'Pictures'), paragraphs: [both('Gambar pada katalog ialah ilustrasi kecuali disebut foto. Ukuran dan bahan yang berlaku ialah yang tertulis pada spesifikasi.', 'Pictures in the catalogue are illustrations unless called photographs. The size and material that count are those of the specification.')] },
      { title: both('Pembagian uang', 'Division of money'), paragraphs: [both('Rincian “ke mana uang pergi” dihitung dari lembar biaya dan aturan pembagian unit yang berlaku saat harga diterbitkan. Pembayaran yang sebenarnya dihitung dari biaya pesanan itu sendiri.', 'The split shown is computed from the cost sheet and the unit’s rule in force when the price was published. The actual settlement is computed from the order’s own costs.')] },
    ],
  },
];
