/** Server-sent events out of a response's body: blocks of lines, each with a name, data and perhaps a number. */
export interface ServerMessage {
  /** Of the event that it tells of; null where the message has none. */
  readonly id: number | null;
  readonly name: string;
  readonly data: unknown;
}

/** Until the response ends. `heard` is called for all that arrives, comments too. */
export async function* readMessages(response: Response, heard: () => void): AsyncGenerator<ServerMessage> {
  if (response.body === null) return;
  const decoder = new TextDecoder();
  const reader = response.body.getReader() as ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      heard();
      const blocks = (rest + decoder.decode(value, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const message = messageOf(block);
        if (message !== null) yield message;
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** Null for a comment, or what has no data. */
function messageOf(block: string): ServerMessage | null {
  const fields = new Map<string, string>();
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 1).trimStart());
  }
  const data = fields.get('data');
  const name = fields.get('event');
  if (data === undefined || name === undefined) return null;
  const id = fields.get('id');
  return { id: id === undefined ? null : Number(id), name, data: JSON.parse(data, revived) as unknown };
}

/** Measured values that JSON has no number for; only in the lists that hold them. */
function revived(key: string, value: unknown): unknown {
  if (key !== 'values' || !Array.isArray(value)) return value;
  return value.map((one: unknown) => (one === 'NaN' || one === 'Infinity' || one === '-Infinity' ? Number(one) : one));
}
