import type { AdminContract } from './admin.ts'

/** The admin Worker as the edge sees it; see house.ts. */
export interface AdminEntry extends AdminContract {}
export class AdminEntry {}
