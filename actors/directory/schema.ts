export { applied, jobs, outbox } from '@switchboard/kernel/tables'
