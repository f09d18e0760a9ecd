/** An identity provider that people may sign in through, as whoever runs this server set it. */
export type OidcProvider = {
  /** in addresses of ours; who somebody is depends on the issuer alone */
  id: string;
  /** on the button */
  name: string;
  issuer: string;
  clientId: string;
  clientSecret: string;
};
