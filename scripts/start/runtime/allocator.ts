import { release } from 'node:os'

const RELEASE = /^(?<major>\d+)\.(?<minor>\d+)/

/**
 * The runtime's allocator (tcmalloc) keeps its free memory per CPU only where it may register the kernel's restartable
 * sequences for itself; glibc takes them first since 2.35, and the allocator falls back to what is slower
 * (docs/decisions/0026). From Linux 6.19 on, not in every release, what it does with them corrupts memory
 * (google/tcmalloc#292): there glibc keeps them.
 * @param kernel its release, as `os.release()` says it
 * @returns environment variables for the runtime
 */
export function allocatorVariables(
  platform: NodeJS.Platform = process.platform,
  kernel: string = release(),
): Readonly<Record<string, string>> {
  const { major, minor } = RELEASE.exec(kernel)?.groups ?? {}
  const isBefore619 = Number(major) < 6 || (Number(major) === 6 && Number(minor) < 19)
  return platform === 'linux' && isBefore619 ? { GLIBC_TUNABLES: 'glibc.pthread.rseq=0' } : {}
}
