export { log, reasonOf } from '@switchboard/shared-types/log'
