export { dashboardFiles } from './dashboard-files.ts';
export type { Api, Route } from './routes.ts';
export { apiRoot, buildServer, type ServerOptions } from './server.ts';
export { serve, defaultPort, type Listening, type ServeOptions } from './serve.ts';
