/**
 * Rises whenever the reader reads something otherwise than it did, so that what an earlier one read is read anew, or its owner
 * told where it can't be. Apart from the reader, which is heavy.
 */
export const READER_VERSION = 1;
