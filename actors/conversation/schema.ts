export { jobs, outbox } from '@switchboard/kernel/tables'
