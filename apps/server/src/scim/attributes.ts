export type Attribute = {
  name: string;
  type: "string" | "boolean" | "dateTime" | "reference" | "complex";
  description: string;
  /** several values, each an object with `value` */
  multi?: true;
  required?: true;
  /** compared as written; everything else is compared in lower case */
  caseExact?: true;
  readOnly?: true;
  unique?: true;
  /** for people to read, not to be found by: cleaned and cut, since nobody is refused for it */
  shown?: true;
  /** part of the enterprise extension (RFC 7643, section 4.3) */
  enterprise?: true;
  sub?: readonly Attribute[];
};

export type ResourceType = {
  name: "User" | "Group";
  endpoint: "/Users" | "/Groups";
  schema: string;
  extension: string | null;
  description: string;
  attributes: readonly Attribute[];
  /** Attributes of the standard that Candor has no use for: taken without complaint and not kept. */
  ignored: ReadonlySet<string>;
};

const string = (name: string, description: string, more: Partial<Attribute> = {}): Attribute => ({
  name,
  type: "string",
  description,
  ...more,
});

const COMMON: readonly Attribute[] = [
  string("id", "Candor's id, which never changes", { readOnly: true, caseExact: true, unique: true }),
  string("externalId", "The id on your side", { caseExact: true }),
  {
    name: "meta",
    type: "complex",
    readOnly: true,
    description: "When it came and when it changed",
    sub: [
      string("resourceType", "User or Group", { readOnly: true, caseExact: true }),
      { name: "created", type: "dateTime", readOnly: true, description: "When it came" },
      { name: "lastModified", type: "dateTime", readOnly: true, description: "When it changed last" },
      { name: "location", type: "reference", readOnly: true, caseExact: true, description: "Its address" },
      string("version", "A weak entity tag", { readOnly: true, caseExact: true }),
    ],
  },
];

export const USER: ResourceType = {
  name: "User",
  endpoint: "/Users",
  schema: "urn:ietf:params:scim:schemas:core:2.0:User",
  extension: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
  description: "Somebody of the workspace",
  attributes: [
    ...COMMON,
    string("userName", "What they are found by, as a rule their e-mail address", { required: true, unique: true }),
    {
      name: "name",
      type: "complex",
      description: "Their name in parts",
      sub: [
        string("formatted", "The whole name", { shown: true }),
        string("familyName", "Family name", { shown: true }),
        string("givenName", "Given name", { shown: true }),
        string("middleName", "Middle name", { shown: true }),
        string("honorificPrefix", "Such as Dr", { shown: true }),
        string("honorificSuffix", "Such as Jr", { shown: true }),
      ],
    },
    string("displayName", "The name that others see", { shown: true }),
    string("title", "Job title", { shown: true }),
    { name: "active", type: "boolean", description: "false: they have left, and have no access from that moment" },
    {
      name: "emails",
      type: "complex",
      multi: true,
      description: "Addresses; the primary one, or else the first, is the one they sign in with",
      sub: [
        string("value", "The address"),
        string("display", "As it is shown"),
        string("type", "Such as work"),
        { name: "primary", type: "boolean", description: "The one to use; at most one is" },
      ],
    },
    string("employeeNumber", "Number in the company's books", { enterprise: true }),
    string("department", "Department", { enterprise: true, shown: true }),
    {
      name: "manager",
      type: "complex",
      enterprise: true,
      description: "Who manages them from today",
      sub: [
        string("value", "The manager's id", { caseExact: true }),
        { name: "$ref", type: "reference", description: "The manager's address", readOnly: true, caseExact: true },
        string("displayName", "The manager's name", { readOnly: true }),
      ],
    },
  ],
  ignored: new Set(
    [
      "addresses entitlements groups ims locale nickName password phoneNumbers photos preferredLanguage profileUrl",
      "roles schemas timezone userType x509Certificates costCenter division organization",
    ].flatMap((names) => names.toLowerCase().split(" ")),
  ),
};

export const GROUP: ResourceType = {
  name: "Group",
  endpoint: "/Groups",
  schema: "urn:ietf:params:scim:schemas:core:2.0:Group",
  extension: null,
  description: "Several people under one name",
  attributes: [
    ...COMMON,
    string("displayName", "The group's name", { required: true, unique: true }),
    {
      name: "members",
      type: "complex",
      multi: true,
      description: "People of the workspace",
      sub: [
        string("value", "A User's id", { caseExact: true }),
        { name: "$ref", type: "reference", description: "The User's address", readOnly: true, caseExact: true },
        string("type", "Always User"),
        string("display", "The User's name", { readOnly: true }),
      ],
    },
  ],
  ignored: new Set(["schemas"]),
};

/** @returns null: not one of these; names are compared in lower case, as the standard has it. */
export function attributeNamed(attributes: readonly Attribute[], name: string): Attribute | null {
  const wanted = name.toLowerCase();
  return attributes.find((attribute) => attribute.name.toLowerCase() === wanted) ?? null;
}

/**
 * The name without the schema it may be written with.
 *
 * @returns null: of a schema that this resource does not have; "": the extension as a whole.
 */
export function withoutSchema(type: ResourceType, path: string): string | null {
  const lower = path.toLowerCase();
  for (const schema of type.extension ? [type.schema, type.extension] : [type.schema]) {
    const prefix = schema.toLowerCase();
    if (lower.startsWith(`${prefix}:`)) return path.slice(schema.length + 1);
    if (lower === prefix) return schema === type.extension ? "" : null;
  }
  return lower.startsWith("urn:") ? null : path;
}
