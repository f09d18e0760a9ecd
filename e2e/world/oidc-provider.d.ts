/** As much of the provider as the tests use; it brings no types. */
declare module "oidc-provider" {
  export class Provider {
    constructor(issuer: string, configuration: object);
    callback(): (request: object, answer: object) => void;
  }
}
