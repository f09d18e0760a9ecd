import type { Json } from "./admit-value.ts";
import { type Attribute, GROUP, type ResourceType, USER } from "./attributes.ts";

export const MAX_RESULTS = 200; // in one answer

const CONFIG_SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig";
const TYPE_SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:ResourceType";
const SCHEMA_SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:Schema";

type Description = { [name: string]: Json };

/** What is supported and what not (RFC 7643, section 5). */
export function serviceProviderConfig(base: string): Description {
  return {
    schemas: [CONFIG_SCHEMA],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: MAX_RESULTS },
    changePassword: { supported: false },
    sort: { supported: false },
    etag: { supported: true },
    authenticationSchemes: [
      {
        type: "oauthbearertoken",
        name: "Bearer token",
        description: "A token that an owner of the workspace makes in its settings",
        primary: true,
      },
    ],
    meta: { resourceType: "ServiceProviderConfig", location: `${base}/ServiceProviderConfig` },
  };
}

export function resourceTypes(base: string): Description[] {
  return [USER, GROUP].map(({ name, endpoint, description, schema, extension }) => ({
    schemas: [TYPE_SCHEMA],
    id: name,
    name,
    endpoint,
    description,
    schema,
    ...(extension === null ? {} : { schemaExtensions: [{ schema: extension, required: false }] }),
    meta: { resourceType: "ResourceType", location: `${base}/ResourceTypes/${name}` },
  }));
}

export function schemas(base: string): Description[] {
  const described = (type: ResourceType, id: string, enterprise: boolean): Description => ({
    schemas: [SCHEMA_SCHEMA],
    id,
    name: enterprise ? "EnterpriseUser" : type.name,
    description: enterprise ? "What a company says of its people" : type.description,
    attributes: type.attributes
      .filter((attribute) => (attribute.enterprise ?? false) === enterprise && !COMMON.has(attribute.name))
      .map(describe),
    meta: { resourceType: "Schema", location: `${base}/Schemas/${id}` },
  });
  return [USER, GROUP].flatMap((type) => [
    described(type, type.schema, false),
    ...(type.extension === null ? [] : [described(type, type.extension, true)]),
  ]);
}

const COMMON = new Set(["id", "externalId", "meta"]); // every resource has them, and no schema names them

function describe(attribute: Attribute): Description {
  const { name, type, description, multi, required, caseExact, readOnly, unique, sub } = attribute;
  return {
    name,
    type,
    multiValued: multi ?? false,
    description,
    required: required ?? false,
    caseExact: caseExact ?? false,
    mutability: readOnly ? "readOnly" : "readWrite",
    returned: "default",
    uniqueness: unique ? "server" : "none",
    ...(type === "reference" ? { referenceTypes: ["User"] } : {}),
    ...(sub ? { subAttributes: sub.map(describe) } : {}),
  };
}
