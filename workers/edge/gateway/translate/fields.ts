import { FEATURES } from './fields/features.ts'
import { FOREIGN } from './fields/foreign.ts'
import { REQUEST_FIELDS } from './fields/request-fields.ts'

/**
 * The one table of what a translation carries, changes, drops and refuses. The translators look every loss up here, and
 * docs/gateway-translation.md is rendered from it.
 */
export const FIELDS = { request: REQUEST_FIELDS, features: FEATURES, foreign: FOREIGN }
