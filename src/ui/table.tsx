import type { ComponentChildren, VNode } from 'preact';

export type Column<Row> = {
  title: string;
  cell: (row: Row) => ComponentChildren;
  numeric?: boolean | undefined;
  /** A link that sorts by this column, and which way it is sorted now. */
  sort?: { href: string; direction?: 'ascending' | 'descending' | undefined } | undefined;
};

/**
 * Rows of facts. The first column heads its row; wide tables scroll inside a region that the keyboard can reach. From
 * three columns on, a phone shows each row as a small card with its labels; the roles are written out because a table
 * that is laid out as blocks would otherwise lose them.
 */
export function DataTable<Row>({ caption, rows, columns, empty, captionHidden = false }: {
  caption: string; rows: readonly Row[]; columns: readonly Column<Row>[]; empty: string; captionHidden?: boolean | undefined;
}): VNode {
  if (rows.length === 0) return <p class="empty">{empty}</p>;
  return (
    <div class="table-scroll" role="region" aria-label={caption} tabIndex={0}>
      <table class={`govuk-table${columns.length > 2 ? ' table-cards' : ''}`} role="table">
        <caption class={captionHidden ? 'govuk-visually-hidden' : 'govuk-table__caption govuk-table__caption--m'}>{caption}</caption>
        <thead class="govuk-table__head" role="rowgroup">
          <tr class="govuk-table__row" role="row">{columns.map((column) => <HeadCell column={column} />)}</tr>
        </thead>
        <tbody class="govuk-table__body" role="rowgroup">
          {rows.map((row) => (
            <tr class="govuk-table__row" role="row">
              {columns.map((column, index) => (index === 0 && !column.numeric
                ? <RowHead content={column.cell(row)} />
                : <Cell column={column} content={column.cell(row)} />))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RowHead({ content }: { content: ComponentChildren }): VNode {
  return <th scope="row" role="rowheader" class={`govuk-table__header table-row-head${isShort(content) ? ' table-short' : ''}`}>{content}</th>;
}

/** A short text (a day, a number with its unit, a linked number of a paper) is not broken over two lines. */
function isShort(content: ComponentChildren): boolean {
  if (typeof content === 'string') return content.length <= 16;
  return typeof content === 'object' && content !== null && 'type' in content && content.type === 'a' && isShort((content.props as { children?: ComponentChildren }).children);
}

function Cell<Row>({ column, content }: { column: Column<Row>; content: ComponentChildren }): VNode {
  const short = isShort(content) ? ' table-short' : '';
  return <td role="cell" class={`govuk-table__cell${numericClass('cell', column)}${short}`} data-label={column.title}>{blank(content) ? null : <div>{content}</div>}</td>;
}

function blank(content: ComponentChildren): boolean {
  return content === '' || content === null || content === undefined || typeof content === 'boolean';
}

function HeadCell<Row>({ column }: { column: Column<Row> }): VNode {
  const { title, sort } = column;
  return (
    <th scope="col" role="columnheader" class={`govuk-table__header${numericClass('header', column)}`} aria-sort={sort ? (sort.direction ?? 'none') : undefined}>
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
