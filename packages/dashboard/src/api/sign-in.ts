/** Exchanges a token for a session, a cookie that the browser sends along and scripts cannot read; and gives it back. */

/** Throws with the server's own words where it refuses. */
export function signIn(token: string): Promise<void> {
  return ask({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
}

/** The token itself stays valid: other browsers and programs go on with it. */
export function signOut(): Promise<void> {
  return ask({ method: 'DELETE' });
}

async function ask(request: RequestInit): Promise<void> {
  const response = await fetch('/api/v1/session', request);
  if (response.ok) return;
  const refused: unknown = await response.json().catch(() => null);
  const message: unknown =
    typeof refused === 'object' && refused !== null ? Reflect.get(refused, 'message') : undefined;
  throw new Error(typeof message === 'string' ? message : `${response.status} ${response.statusText}`);
}
