import type { ComponentChildren, VNode } from 'preact';

export type Column<Row> = {
  title: string;
  cell: (row: Row) => ComponentChildren;
  numeric?: boolean | undefined;
  /** A link that sorts by this column, and which way it is sorted now. */
  sort?: { href: string; direction?: 'ascending' | 'descending' | undefined } | undefined;
};

/** Rows of facts. The first column heads its row; wide tables scroll inside a region that the keyboard can reach. */
export function DataTable<Row>({ caption, rows, columns, empty, captionHidden = false }: {
  caption: string; rows: readonly Row[]; columns: readonly Column<Row>[]; empty: string; captionHidden?: boolean | undefined;
}): VNode {
  if (rows.length === 0) return <p class="empty">{empty}</p>;
  return (
    <div class="table-scroll" role="region" aria-label={caption} tabIndex={0}>
      <table class="govuk-table">
        <caption class={captionHidden ? 'govuk-visually-hidden' : 'govuk-table__caption govuk-table__caption--m'}>{caption}</caption>
        <thead class="govuk-table__head">
          <tr class="govuk-table__row">{columns.map((column) => <HeadCell column={column} />)}</tr>
        </thead>
        <tbody class="govuk-table__body">
          {rows.map((row) => (
            <tr class="govuk-table__row">
              {columns.map((column, index) => (index === 0 && !column.numeric
                ? <th scope="row" class="govuk-table__header table-row-head">{column.cell(row)}</th>
                : <td class={`govuk-table__cell${numericClass('cell', column)}`}>{column.cell(row)}</td>))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function HeadCell<Row>({ column }: { column: Column<Row> }): VNode {
  const { title, sort } = column;
  return (
    <th scope="col" class={`govuk-table__header${numericClass('header', column)}`} aria-sort={sort ? (sort.direction ?? 'none') : undefined}>
      {sort ? <a class="table-sort" href={sort.href}>{title}<span aria-hidden="true">{arrow(sort.direction)}</span></a> : title}
    </th>
  );
}

function arrow(direction: 'ascending' | 'descending' | undefined): string {
  return direction === 'ascending' ? ' ▲' : direction === 'descending' ? ' ▼' : ' ↕';
}

function numericClass<Row>(part: 'cell' | 'header', column: Column<Row>): string {
  return column.numeric ? ` govuk-table__${part}--numeric` : '';
}
