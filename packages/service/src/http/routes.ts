/**
 * Every endpoint of the API, as a table: method and path below `/api/v1`, and the operation that answers. Names in braces
 * are properties of the operation's input; its other properties are the query of a GET and the JSON body of the rest.
 * A new endpoint is a row.
 */
import type { Static } from 'typebox';
import { best } from '../operations/best.ts';
import { log } from '../operations/log.ts';
import { next } from '../operations/next.ts';
import { note } from '../operations/note.ts';
import { show } from '../operations/show.ts';
import { status } from '../operations/status.ts';
import { stop } from '../operations/stop.ts';
import { trials } from '../operations/trials.ts';

export const routes = {
  'GET /status': status,
  'GET /trials': trials,
  'GET /trials/{trial}': show,
  'POST /trials/stop': stop,
  'GET /best': best,
  'GET /log': log,
  'GET /next': next,
  'POST /notes': note,
} as const;

/** What can be called, with the types of what it takes and gives: the contract that clients are typed by. */
export type Api = {
  readonly [R in keyof typeof routes]: {
    readonly input: Static<(typeof routes)[R]['input']>;
    readonly result: Static<(typeof routes)[R]['result']>;
  };
};

export type Route = keyof Api;
