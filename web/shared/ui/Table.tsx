import type { ComponentChildren } from "preact";
import { classes } from "./classes";
import css from "./Table.module.css";

export type Column<Row> = { key: string; head: string; number?: boolean; cell: (row: Row) => ComponentChildren };

type Props<Row> = { label: string; columns: Column<Row>[]; rows: Row[]; rowKey: (row: Row) => string };

/** A line per row, the first column names it; on a phone every row becomes a card with the heads beside the values. */
export function Table<Row>({ label, columns, rows, rowKey }: Props<Row>) {
  return (
    <table class={css.table} aria-label={label}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.key} scope="col" class={classes(column.number && css.number)}>
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)}>
            {columns.map((column, index) =>
              index === 0 ? (
                <th key={column.key} scope="row">
                  {column.cell(row)}
                </th>
              ) : (
                <td key={column.key} data-head={column.head} class={classes(column.number && css.number)}>
                  {column.cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
