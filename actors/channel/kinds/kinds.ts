import type { ChannelKind } from '@switchboard/shared-types/api/channels/channel'
import type { AnyKind } from './enclose.ts'

/** Every kind that can be connected. */
export const KINDS: { readonly [Kind in ChannelKind]?: AnyKind } = {}
