import type pg from 'pg';
import { insertRows, referenceRows } from '#kernel/reference.ts';

export const priceIndexRule = 'budget.price_index_bp';

/** Accounts of the standard chart (BAS) that an industry's budget uses, classes of equipment and how long they last; most await a check against the rule in force. */
export async function loadReference(client: pg.ClientBase): Promise<void> {
  await insertRows(client, 'budget.account', referenceRows('budget_accounts'));
  const classes = referenceRows('asset_classes');
  await insertRows(client, 'budget.asset_class', classes.map(({ code, name_id, name_en, account }) => ({ code, name_id, name_en, account })));
  await insertRows(client, 'budget.useful_life', classes.map(({ code, useful_months, valid_from, legal_basis, source }) => ({ class: code, months: useful_months, valid: `[${valid_from},)`, legal_basis, source })));
  await client.query(`insert into kernel.rule (key, value, valid, legal_basis, source) select $1, '300', '[2015-01-01,)', 'usulan: harga mesin naik 3 % setahun', 'proposal for this platform' where not exists (select 1 from kernel.rule where key = $1)`, [priceIndexRule]);
}
