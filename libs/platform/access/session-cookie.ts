/** Name and flags of the session cookie. Plain http is only served on the own machine. */
export interface SessionCookie {
  name: string;
  secure: boolean;
}

export function sessionCookieFor(publicUrl: string): SessionCookie {
  const url = new URL(publicUrl);
  if (url.protocol === 'https:') return { name: '__Host-plumbline', secure: true };
  return { name: `plumbline_${url.port === '' ? '80' : url.port}`, secure: false };
}
