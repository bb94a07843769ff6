export class CallTable {
  constructor(_storage: DurableObjectStorage) {}
}
