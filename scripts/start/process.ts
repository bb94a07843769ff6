import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** True while a process of this id exists and has not ended; it may be another's. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM'
  }
  return !stateOf(pid).startsWith('Z')
}

/** When a process began, as text to compare: ids are used again, an id with its beginning is not. */
export function processAge(pid: number): string {
  const fields = statOf(pid)
  if (fields !== undefined) return `${bootId()} ${fields[19] ?? ''}`
  return spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim()
}

function stateOf(pid: number): string {
  return (
    statOf(pid)?.[0] ??
    spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim()
  )
}

/** The fields of Linux's /proc/PID/stat after the command's name, from `state` on; undefined on other systems. */
function statOf(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}

function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
}
