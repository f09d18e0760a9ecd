export type Bom = {
  bomFormat: string;
  specVersion: string;
  components: {
    name: string;
    group?: string;
    version: string;
    purl: string;
    scope: string;
    hashes?: { alg: string; content: string }[];
  }[];
};

export function bomOf(lock: unknown, options?: { all?: boolean }): Bom;
