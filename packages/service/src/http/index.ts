export { dashboardFiles } from './dashboard-files.ts';
export type * from './event-messages.ts';
export { openApi } from './openapi.ts';
export type { Api, Route } from './routes.ts';
export { apiRoot, buildServer, type ServerOptions } from './server.ts';
export { serve, defaultPort, type Listening, type ServeOptions } from './serve.ts';
