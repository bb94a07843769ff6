export class ContentTable {
  constructor(_sql: SqlStorage) {}
}
