import { everyone, type RouteDefinition } from './route.js';
import { loginRequest, me, people, refreshRequest, tokens } from './sign-in.js';

export const signInRoutes = {
  login: {
    method: 'POST',
    path: '/api/v1/auth/login',
    tag: 'Sign-in',
    summary: 'Sign in',
    access: 'open',
    body: loginRequest,
    answer: { status: 200, schema: tokens },
  },
  refresh: {
    method: 'POST',
    path: '/api/v1/auth/refresh',
    tag: 'Sign-in',
    summary: 'Trade a refresh token for new tokens',
    access: 'open',
    body: refreshRequest,
    answer: { status: 200, schema: tokens },
  },
  getMe: {
    method: 'GET',
    path: '/api/v1/auth/me',
    tag: 'Sign-in',
    summary: 'Who is signed in',
    access: everyone,
    answer: { status: 200, schema: me },
  },
  listPeople: {
    method: 'GET',
    path: '/api/v1/people',
    tag: 'Sign-in',
    summary: 'Who signs in here: whose deeds are told by their id, and to whom alerts can be given',
    access: everyone,
    answer: { status: 200, schema: people },
  },
} as const satisfies Record<string, RouteDefinition>;
