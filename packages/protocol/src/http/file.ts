/** Of a file that is taken along: how many letters of its text no font of the server has; left out where there is none. */
export const MISSING_LETTERS_HEADER = "candor-missing-letters";
