/** Items kept of one document, newest first. */
export const MAX_ITEMS = 1000

/** Items looked at to find the newest; what follows in the document is not read. */
export const MAX_SCANNED_ITEMS = 20_000

/** Documents above this many characters are read by the streaming reader, which never holds the whole tree. */
export const MAX_STRUCTURED_LENGTH = 3_000_000

/** Element depth beyond which markup is taken for text without structure. */
export const MAX_DEPTH = 200

/** Characters kept of one attribute or of a short text such as a title, a name or an address. */
export const MAX_SHORT_TEXT = 4096

/** Characters kept of one item's HTML. */
export const MAX_HTML_LENGTH = 500_000
