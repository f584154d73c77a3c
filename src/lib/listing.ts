// What a list is asked for and what it answers, whatever it lists.

export interface Wanted<Sort extends string = string, Filter extends string = string> {
  /** Lower case; a row must contain them all. */
  words: readonly string[];
  /** Only accepted values; an empty list filters nothing. */
  filters: Readonly<Record<Filter, readonly string[]>>;
  sort: { by: Sort; descending: boolean };
  skip: number;
  take: number;
}

export interface Found<Row> {
  rows: Row[];
  /** Of all pages. */
  total: number;
}
