/** Items kept of one document, newest first. */
export const MAX_ITEMS = 1000

/** Items looked at to find the newest; what follows in the document is not read. */
export const MAX_SCANNED_ITEMS = 20_000

/**
 * Documents above this many characters or items are read by the streaming reader: it never holds the whole tree, and
 * feedsmith looks an RSS 1.0 item up by searching all of them.
 */
export const MAX_STRUCTURED_LENGTH = 1_000_000
export const MAX_STRUCTURED_ITEMS = 2000

/** Element depth beyond which markup is taken for text without structure. */
export const MAX_DEPTH = 200

/** Characters kept of one attribute or of a short text such as a title, a name or an address. */
export const MAX_SHORT_TEXT = 4096

/** Characters read of one item of a broken document. */
export const MAX_ITEM_LENGTH = 500_000
