import { gateway } from './context.js';

export const besideTheApiCases = (): void => {
  describe('beside the API', () => {
    it('is described, and tells browsers to load nothing from elsewhere', async () => {
      const document = await gateway.request('GET', '/docs/openapi.json');
      expect(document.body).toMatchObject({ openapi: '3.1.0' });
      expect(document.headers.get('content-security-policy')).toContain("default-src 'self'");
      const page = await gateway.request('GET', '/docs');
      expect(page.status).toBe(200);
      expect(String(page.body['text'])).toContain('swagger');
      expect((await gateway.request('GET', '/docs/static/swagger-ui.css')).status).toBe(200);
      const metrics = await gateway.request('GET', '/metrics');
      expect(String(metrics.body['text'])).toContain('watchtower_inbox_commit_rows_count');
    });

    it('is the dashboard: its files for ever, its page for every path of its own', async () => {
      const page = await gateway.request('GET', '/trips/some-trip');
      expect(page).toMatchObject({ status: 200, body: { text: '<html>the dashboard</html>' } });
      expect(page.headers.get('cache-control')).toBe('no-cache');
      const script = await gateway.request('GET', '/assets/app-1a2b3c.js');
      expect(script.headers.get('cache-control')).toContain('immutable');
      expect(script.headers.get('content-type')).toContain('javascript');
      for (const path of ['/assets/gone.js', '/api/v1/nothing', '/..%2f..%2fetc/passwd%00', '/%E0%A4%A']) {
        const answer = await gateway.request('GET', path);
        expect(answer.body['text'] ?? '').not.toContain('root:');
        expect([400, 404, 200]).toContain(answer.status);
      }
      expect((await gateway.request('GET', '/assets/gone.js')).status).toBe(404);
    });
  });
};
