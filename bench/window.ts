import pg from 'pg';

/** Fills the shop window with synthetic listings, copied from the demo world's own with other names: a country's worth to search in. */
export async function fillWindow(adminUrl: string, wanted: number): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('begin');
    const { rows } = await client.query<{ n: number }>('select count(*)::int as n from catalogue.listing');
    const { rows: columns } = await client.query<{ column_name: string }>("select column_name from information_schema.columns where table_schema = 'catalogue' and table_name = 'listing' and is_generated = 'NEVER'");
    const own: Record<string, string> = {
      product_id: 'kernel.new_id()', sku: "l.sku || '-' || g", slug: "l.slug || '-' || g", name_id: "l.name_id || ' seri ' || g", name_en: "l.name_en || ' series ' || g",
      price_idr: 'greatest(1000, l.price_idr + (g % 97) * 500)', published_at: "l.published_at - (g || ' minutes')::interval",
    };
    const names = columns.map((column) => column.column_name);
    await client.query(`insert into catalogue.listing (${names.join(', ')}) select ${names.map((name) => own[name] ?? `l.${name}`).join(', ')} from catalogue.listing l, generate_series(1, $1) g limit $2`, [Math.ceil(wanted / Math.max(1, rows[0]?.n ?? 1)) + 1, Math.max(0, wanted - (rows[0]?.n ?? 0))]);
    await client.query('commit');
    await client.query('analyze catalogue.listing');
  } finally {
    await client.end();
  }
}
