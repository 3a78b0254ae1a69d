// People at work: sessions, hours, places, training, teams. Each statement selects what is wrong, as text; nothing may come back.
import type { Check } from '../verify.ts';

export const people: Check[] = [
  { check: 'session.closed_clean', rule: 'no closed session has a tool out unreported or a person unmarked', wrong: `
    select s.id::text from workshop.session s where s.state = 'closed' and (exists (select 1 from workshop.tool_loan l where l.facility_id = s.facility_id and l.session_id = s.id and l.in_at is null and not exists (select 1 from workshop.incident i where i.facility_id = l.facility_id and i.tool_id = l.tool_id and i.kind = 'tool_missing'))
      or exists (select 1 from workshop.roster r where r.facility_id = s.facility_id and r.session_id = s.id and not exists (select 1 from workshop.attendance a where a.facility_id = r.facility_id and a.session_id = r.session_id and a.worker_id = r.worker_id)))` },
  { check: 'capture.once', rule: 'a mark that came from a device has its capture, and an accepted attendance capture its one mark', wrong: `
    select a.id::text from workshop.attendance a left join workshop.capture c on c.facility_id = a.facility_id and c.id = a.capture_id where a.capture_id is not null and (c.id is null or c.result = 'rejected')
    union all select c.id::text from workshop.capture c where c.type = 'attendance' and c.result <> 'rejected' and c.device_id is not null and not exists (select 1 from workshop.attendance a where a.facility_id = c.facility_id and a.capture_id = c.id)` },
  { check: 'certificate.earned', rule: 'every certificate stands on a competent assessment of each unit by another person than who taught', wrong: `
    select c.id::text from training.certificate c join training.enrolment e on e.facility_id = c.facility_id and e.id = c.enrolment_id join training.intake i on i.facility_id = e.facility_id and i.id = e.intake_id join training.course_unit u on u.facility_id = i.facility_id and u.course_id = i.course_id and not u.prerequisite
    where e.state <> 'competent' or not exists (select 1 from training.assessment a where a.facility_id = e.facility_id and a.enrolment_id = e.id and a.unit_code = u.unit_code and a.outcome = 'competent' and a.assessor_person is distinct from a.instructor_person)` },
  { check: 'instructor.certified', rule: 'nobody teaches on a day on which no certificate of their own is valid', wrong: `
    select m.id::text from training.meeting m where not exists (select 1 from training.instructor_certificate c where c.facility_id = m.facility_id and c.instructor_id = m.instructor_id and c.valid @> m.day)` },
  { check: 'intake.places', rule: 'no intake has more people than places', wrong: `
    select i.number from training.intake i join training.enrolment e on e.facility_id = i.facility_id and e.intake_id = i.id and e.state in ('enrolled', 'competent', 'not_yet') group by i.facility_id, i.id, i.number, i.capacity having count(*) > i.capacity` },
  { check: 'certificate.revoked_everywhere', rule: 'a revoked certificate is revoked in the status list, by two persons, and no other is', wrong: `
    select k.id from training.credential k join training.status_entry s on s.list_id = k.list_id and s.position = k.position where k.revoked_at is distinct from s.revoked_at
      or (k.revoked_at is not null) <> exists (select 1 from training.certificate c join training.revocation r on r.facility_id = c.facility_id and r.certificate_id = c.id and r.approved and r.decided_person is distinct from r.proposed_person where c.credential_id = k.id)` },
  { check: 'hours.within_rules', rule: 'nobody worked longer than the rule of the day and of the week, nor without the weekly rest', wrong: `
    with worked as (
      select r.facility_id, r.worker_id, r.day, sum(coalesce(case when a.attended then a.minutes when not a.attended then 0 end, extract(epoch from upper(r.during) - lower(r.during)) / 60, 0))::int as minutes
      from workshop.roster r left join workshop.attendance_current a on a.facility_id = r.facility_id and a.session_id = r.session_id and a.worker_id = r.worker_id group by 1, 2, 3),
    counted as (select *, sum(minutes) over week as so_far, count(*) over week as days from worked where minutes > 0 window week as (partition by facility_id, worker_id, date_trunc('week', day) order by day))
    select worker_id || ' ' || day from counted where minutes > kernel.rule_on('work.max_minutes_per_day', day, facility_id)::int or so_far > kernel.rule_on('work.max_minutes_per_week', day, facility_id)::int or days > 7 - kernel.rule_on('work.rest_days_per_week', day, facility_id)::int` },
  { check: 'placement.within_capacity', rule: 'on no day is a workshop given more people than it has places', wrong: `
    select w.code || ' ' || b.day from workshop.workshop w cross join lateral (select distinct lower(p.valid) as day from workforce.placement p where p.facility_id = w.facility_id and p.workshop_id = w.id and p.approved_at is not null) b
    where (select count(*) from workforce.placement p where p.facility_id = w.facility_id and p.workshop_id = w.id and p.approved_at is not null and p.valid @> b.day) > w.capacity` },
  { check: 'placement.nobody_who_left', rule: 'nobody who was transferred, released or died is placed or waits', wrong: `
    select w.roster_code from workforce.worker w where w.state in ('transferred', 'released', 'died') and (
      exists (select 1 from workforce.placement p where p.facility_id = w.facility_id and p.worker_id = w.id and p.refused_at is null and (upper(p.valid) is null or upper(p.valid) > current_date + 1))
      or exists (select 1 from workforce.waiting_entry e where e.facility_id = w.facility_id and e.worker_id = w.id and e.state in ('pending', 'approved', 'offered')))` },
  { check: 'placement.by_two_persons', rule: 'who proposes a placement does not approve it, who records a board does not sign its letter, and every signed letter is a document', wrong: `
    select id::text from workforce.placement where approved_person = proposed_person union all select number from workforce.board_session where signed_person = held_person
    union all select b.number from workforce.board_session b left join kernel.document d on d.code = b.document_code where b.state = 'signed' and d.code is null` },
  { check: 'team.one_holder', rule: 'no post has two holders at once, nor two stand-ins, and nobody has two posts of their own', wrong: `
    select p.code || ' ' || p.seat from organisation.appointment a join organisation.appointment b on b.facility_id = a.facility_id and b.id > a.id and b.valid && a.valid
        and ((b.post_id = a.post_id and (a.kind = 'plh') = (b.kind = 'plh')) or (b.staff_id = a.staff_id and a.kind = 'definitive' and b.kind = 'definitive')) join organisation.post p on p.facility_id = a.facility_id and p.id = a.post_id` },
  { check: 'delegation.within_term', rule: 'lent authority lies inside the term it comes from, and one delegate holds it at a time', wrong: `
    select s.id::text from identity.assignment s join identity.assignment o on o.id = s.on_behalf_of where s.withdrawn_at is null and (s.role <> o.role or s.account_id = o.account_id or o.on_behalf_of is not null
      or exists (select 1 from identity.assignment t where t.id > s.id and t.on_behalf_of = s.on_behalf_of and t.withdrawn_at is null and t.valid && s.valid))` },
  { check: 'session.supervised', rule: 'every session has the officers its ratio asked for, or a reason of the head, or a rule that only informs', wrong: `
    select s.id::text from workshop.session s where s.supervision is not null and ((s.supervision->>'officers')::int <> (select count(*) from workshop.session_supervisor v where v.facility_id = s.facility_id and v.session_id = s.id)
      or ((s.supervision->>'officers')::int < (s.supervision->>'needed')::int and s.supervision->>'waived' is null and kernel.rule_on('session.people_per_officer', s.day, s.facility_id)->>'effect' <> 'inform'))` },
  { check: 'roster.valid_basis', rule: 'whoever is on a session’s roster was placed there that day by an approved placement, and no consent that the work needs was withdrawn before it', wrong: `
    select r.session_id || '/' || r.worker_id from workshop.roster r join workshop.session s on s.facility_id = r.facility_id and s.id = r.session_id join workforce.placement p on p.facility_id = r.facility_id and p.id = r.placement_id
      join workforce.worker w on w.facility_id = r.facility_id and w.id = r.worker_id
    where s.state <> 'cancelled' and (p.worker_id <> r.worker_id or p.workshop_id <> s.workshop_id or p.approved_at is null or not daterange(lower(p.valid), upper(p.valid), '[]') @> s.day or ((p.regime <> 'facility' or w.kind in ('remand', 'child'))
      and not exists (select 1 from workforce.consent c where c.facility_id = r.facility_id and c.worker_id = r.worker_id and c.regime = p.regime and c.contract_ref = p.contract_ref and daterange(c.given_on, c.withdrawn_on + 1) @> s.day)))` },
  { check: 'person.one_facility', rule: 'a register number is present in one facility at a time, and a transfer that is under way is present in none', wrong: `
    select min(id::text) from workforce.worker where state in ('present', 'away') group by register_number having count(*) > 1
    union all select t.id::text from workforce.transfer t join workforce.worker w on w.facility_id = t.facility_id and w.id = t.worker_id where t.state = 'sent' and w.state <> 'transferred'` },
  { check: 'person.always_paid', rule: 'people on remand and children are placed with pay', wrong: `
    select p.id::text from workforce.placement p join workforce.worker w on w.facility_id = p.facility_id and w.id = p.worker_id where w.kind in ('remand', 'child') and not p.paid and p.refused_at is null` },
];
