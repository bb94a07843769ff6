export interface FakePerson {
  readonly id: string
  readonly name: string
  readonly username: string
}

export const ME: FakePerson = { id: '2000', name: 'Me', username: 'me' }
export const ADA: FakePerson = { id: '1000', name: 'Ada', username: 'ada' }
export const BOB: FakePerson = { id: '30000000000000000', name: 'Bob', username: 'bob' }
export const PEOPLE = [ME, ADA, BOB]

/** Built of their ids, the smaller number first. */
export const WITH_ADA = '1000-2000'
export const WITH_BOB = '2000-30000000000000000'
