/** Signs a browser in and out: the token is given once, and kept where no script can read it. */
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { checkInput } from '../../operations/operation-input.ts';
import { inputOf } from '../../operations/operation.ts';
import { allows } from '../../operations/tokens/tokens.ts';
import { cookieOf, noCookie } from './cookie.ts';
import type { Gate } from './gate.ts';

const session = {
  name: 'session',
  input: inputOf({ token: Type.String({ description: 'As `attune token new` printed it.' }) }),
};

/** Registers `POST` and `DELETE` of `path`. Both answer with who one is from then on, as `GET /me` does. */
export function serveSession(server: FastifyInstance, path: string, gate: Gate): void {
  const config = { permission: 'anyone' };
  server.post(path, { config, bodyLimit: 4096 }, async (request, reply) => {
    const { token } = checkInput(session, request.body);
    const { visitor, left } = await gate.admit(token.trim(), request);
    const cookie = cookieOf(request.headers, token.trim(), left === null ? null : left / 1000);
    return reply.header('set-cookie', cookie).send({
      schema: 'me/1',
      ...visitor,
      readOnly: !allows(visitor.scope, 'report'),
    });
  });
  server.delete(path, { config }, (request, reply) =>
    reply.header('set-cookie', noCookie(request.headers)).code(204).send(),
  );
}
