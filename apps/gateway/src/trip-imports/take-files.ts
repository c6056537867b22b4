import { routes } from '@watch-tower/contracts';
import { errorCodes, type FastifyInstance } from 'fastify';

const { path, file } = routes.previewTripImport;

/** Lets the body of a file through as it came, to the one route that takes files; every other refuses it as before. */
export const takeFiles = (http: FastifyInstance): void => {
  http.addContentTypeParser([...file], { parseAs: 'buffer' }, (request, body, done) => {
    if (request.routeOptions.url === path) return done(null, body);
    done(new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(request.headers['content-type']));
  });
};
