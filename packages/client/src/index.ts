export { attuneClient, type AttuneClient, type ClientOptions } from './client.ts';
export { ApiError } from './api-error.ts';
export type { Api, Route } from '@attune/service/http';
