/** Rises with every change of the bytes on the wire; a test pins it to the message table. */
export const PROTOCOL_VERSION = 3;
