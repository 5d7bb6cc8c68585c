/** Exchanges a token for a session: a cookie that the browser sends along and scripts cannot read. */

/** Throws with the server's own words where it refuses. */
export async function signIn(token: string): Promise<void> {
  const response = await fetch('/api/v1/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  if (response.ok) return;
  const refused: unknown = await response.json().catch(() => null);
  const message: unknown =
    typeof refused === 'object' && refused !== null ? Reflect.get(refused, 'message') : undefined;
  throw new Error(typeof message === 'string' ? message : `${response.status} ${response.statusText}`);
}
