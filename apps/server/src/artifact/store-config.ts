/** A store of the S3 kind for the images of artifacts. */
export type StoreConfig = {
  /** such as https://s3.eu-central-1.amazonaws.com or http://minio:9000, without the bucket */
  endpoint: string;
  bucket: string;
  region: string;
  keyId: string;
  secretKey: string;
  /** goes before each name, where others use the bucket, too; "": nothing */
  prefix: string;
};

type Given = Readonly<Record<keyof StoreConfig, string | undefined>>;

const NAMES: Readonly<Record<keyof StoreConfig, string>> = {
  endpoint: "CANDOR_S3_ENDPOINT",
  bucket: "CANDOR_S3_BUCKET",
  region: "CANDOR_S3_REGION",
  keyId: "CANDOR_S3_KEY_ID",
  secretKey: "CANDOR_S3_SECRET_KEY",
  prefix: "CANDOR_S3_PREFIX",
};

const NEEDED = ["endpoint", "bucket", "keyId", "secretKey"] as const;

/** @returns null where none is wanted: images lie in the data folder then. */
export function readStore(env: Readonly<Record<string, string | undefined>>, problems: string[]): StoreConfig | null {
  const entries = Object.entries(NAMES).map(([key, name]) => [key, env[name]?.trim() || undefined]);
  const given = Object.fromEntries(entries) as Given;
  if (Object.values(given).every((value) => value === undefined)) return null;
  const missing = NEEDED.filter((key) => given[key] === undefined).map((key) => NAMES[key]);
  if (missing.length > 0) problems.push(`${missing.join(", ")}: a store for images needs these, too.`);
  const endpoint = readEndpoint(given.endpoint, problems);
  const { bucket = "", region = "us-east-1", keyId = "", secretKey = "", prefix = "" } = given;
  if (bucket !== "" && !/^[a-z\d][a-z\d.-]{1,61}[a-z\d]$/.test(bucket))
    problems.push(`${NAMES.bucket} must be the name of a bucket: small letters, digits, dots and hyphens.`);
  if (!/^[\w.-]+$/.test(region)) problems.push(`${NAMES.region} must be a region, such as eu-central-1.`);
  if (!/^(?:[\w.-]+\/)*$/.test(prefix)) problems.push(`${NAMES.prefix} must end with a slash, such as candor/images/.`);
  return { endpoint, bucket, region, keyId, secretKey, prefix };
}

function readEndpoint(value: string | undefined, problems: string[]): string {
  if (value === undefined) return "";
  const url = URL.canParse(value) ? new URL(value) : null;
  const isPlace = url !== null && /^https?:$/.test(url.protocol) && url.pathname === "/" && url.search === "";
  if (isPlace && url.username === "" && url.hash === "") return url.origin;
  problems.push(`${NAMES.endpoint} must be an address without a path, such as https://s3.eu-central-1.amazonaws.com.`);
  return "";
}
