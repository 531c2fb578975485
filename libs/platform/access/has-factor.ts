/** SQL that tells whether an account has a second factor. `user` is a column or a bound parameter. */
export function hasFactor(user: string): string {
  return `(exists (select from identity.totp f where f.user_id = ${user} and f.confirmed_at is not null)
    or exists (select from identity.passkey f where f.user_id = ${user}))`;
}
