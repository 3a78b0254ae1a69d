/** The database's own refusals, in our words. */
import { refuseConstraint } from '#kernel/refusal.ts';

refuseConstraint('course_code', 'course.code_taken', { id: 'Kode kursus ini sudah dipakai. Isi kode lain.', en: 'This course code is taken. Enter another.' }, 'code');
refuseConstraint('course_raises', 'course.lowers_level', { id: 'Tingkat sesudah kursus tidak boleh di bawah tingkat untuk masuk.', en: 'The level after the course cannot be below the level to enter.' }, 'gives_skill_level');
refuseConstraint('instructor_person', 'instructor.already_there', { id: 'Petugas ini sudah tercatat sebagai instruktur.', en: 'This officer is already on record as an instructor.' }, 'email');
refuseConstraint('instructor_certificate_number', 'instructor.certificate_taken', { id: 'Nomor sertifikat ini sudah tercatat. Periksa nomornya.', en: 'This certificate number is already on record. Check the number.' }, 'number');
refuseConstraint('intake_days', 'intake.days', { id: 'Hari selesai tidak boleh sebelum hari mulai.', en: 'The last day cannot come before the first.' }, 'ends_on');
refuseConstraint('meeting_instructor_once', 'meeting.instructor_busy', { id: 'Instruktur sudah mengajar pada jam itu. Pilih jam lain.', en: 'The instructor already teaches at that time. Choose another time.' }, 'starts');
refuseConstraint('instructor.not_certified', 'instructor.not_certified', { id: 'Instruktur tidak punya sertifikat yang berlaku pada hari itu. Catat sertifikat barunya atau tunjuk instruktur lain.', en: 'The instructor has no certificate that is valid on that day. Record the new certificate or choose another instructor.' }, 'instructor');
refuseConstraint('enrolment_once', 'enrolment.already_in', { id: 'Peserta ini sudah ada pada angkatan ini.', en: 'This person is already on the list of this intake.' }, 'worker');
refuseConstraint('enrolment.full', 'enrolment.full', { id: 'Angkatan ini sudah penuh. Daftarkan untuk angkatan berikutnya.', en: 'This intake is full. Apply for the next one.' });
refuseConstraint('assessment_two_persons', 'assessment.second_person', { id: 'Penilai harus orang lain daripada instrukturnya. Minta petugas lain menilai.', en: 'Who taught does not assess. Ask another officer to assess.' });
refuseConstraint('outside_certificate_number', 'outside_certificate.taken', { id: 'Nomor dari lembaga ini sudah tercatat.', en: 'This number of this body is already on record.' }, 'number');
refuseConstraint('outside_certificate_days', 'outside_certificate.days', { id: 'Hari berakhir harus sesudah hari terbit.', en: 'The last day must come after the day of issue.' }, 'valid_until');
refuseConstraint('certificate_once', 'certificate.already', { id: 'Sertifikat untuk pelatihan ini sudah diterbitkan.', en: 'The certificate for this training has already been issued.' });
refuseConstraint('certificate.not_earned', 'certificate.not_earned', { id: 'Belum setiap unit dinilai kompeten oleh penilai lain. Selesaikan penilaiannya dahulu.', en: 'Not every unit has been assessed competent by another person. Finish the assessment first.' });
refuseConstraint('revocation_two_persons', 'revocation.second_person', { id: 'Pencabutan harus disetujui oleh orang lain daripada pengusulnya.', en: 'Another person than the one who proposed it must approve the revocation.' });
refuseConstraint('revocation_open_once', 'revocation.already', { id: 'Pencabutan sertifikat ini sudah diusulkan atau sudah berlaku.', en: 'The revocation of this certificate is already proposed or in force.' });
refuseConstraint('issuer_one_at_a_time', 'issuer.overlap', { id: 'Sudah ada penerbit lain mulai hari itu atau sesudahnya. Isi hari mulai yang lebih baru.', en: 'Another issuer already begins on or after that day. Enter a later first day.' }, 'from');
