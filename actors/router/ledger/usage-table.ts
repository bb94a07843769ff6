export class UsageTable {
  constructor(_sql: SqlStorage) {}
}
