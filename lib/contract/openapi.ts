import * as z from 'zod/mini';
import { Call } from './call';
import { ExportManifest } from './export';
import { HeardOfCall, HeardOfCalls, ListeningReceipt, ListeningReport, ReasonBody } from './heard';
import { LogPage, LogPeople, VerificationLine } from './listening-log';
import * as people from './people';
import { Problem } from './problem';
import {
  methodsOf,
  proofsOf,
  ROUTES,
  type RouteAnswer,
  type RouteContract,
  type RouteProof,
} from './routes';
import { CallPage } from './search';
import * as signIn from './sign-in';
import { SittingPage } from './sittings';
import { Authentication, Health } from './status';
import * as teams from './teams';
import { Marks, Peaks, SoundsLine } from './waveform';
import { SignOffBody, WeekReview } from './week-review';

const schemas = {
  Call,
  CallPage,
  ExportManifest,
  Peaks,
  Marks,
  SoundsLine,
  Authentication,
  Health,
  HeardOfCall,
  HeardOfCalls,
  ListeningReport,
  ListeningReceipt,
  LogPage,
  SittingPage,
  LogPeople,
  VerificationLine,
  WeekReview,
  SignOffBody,
  ReasonBody,
  Problem,
  SignInBody: signIn.SignInBody,
  SignInResult: signIn.SignInResult,
  SecondFactorBody: signIn.SecondFactorBody,
  SetUpBody: signIn.SetUpBody,
  ProviderBody: signIn.ProviderBody,
  ProviderJourney: signIn.ProviderJourney,
  DemoBody: signIn.DemoBody,
  Account: signIn.Account,
  ChangePasswordBody: signIn.ChangePasswordBody,
  StartSecondFactorBody: signIn.StartSecondFactorBody,
  SecondFactorStart: signIn.SecondFactorStart,
  ConfirmSecondFactorBody: signIn.ConfirmSecondFactorBody,
  EndSessionBody: signIn.EndSessionBody,
  Done: signIn.Done,
  PeopleList: people.PeopleList,
  PersonDetails: people.PersonDetails,
  ChangedPerson: people.ChangedPerson,
  NewPersonBody: people.NewPersonBody,
  ChangePersonBody: people.ChangePersonBody,
  SwitchPersonBody: people.SwitchPersonBody,
  EndSessionsBody: people.EndSessionsBody,
  NewTokenBody: people.NewTokenBody,
  MadeToken: people.MadeToken,
  RevokeTokenBody: people.RevokeTokenBody,
  TokenList: people.TokenList,
  ImportBody: people.ImportBody,
  ImportResult: people.ImportResult,
  TeamList: teams.TeamList,
  NewTeamBody: teams.NewTeamBody,
  ChangeTeamBody: teams.ChangeTeamBody,
  ChangedTeam: teams.ChangedTeam,
  JoinTeamBody: teams.JoinTeamBody,
  ChangeDaysBody: teams.ChangeDaysBody,
  RemoveMemberBody: teams.RemoveMemberBody,
  WhoCanHear: teams.WhoCanHear,
  TeamHeard: teams.TeamHeard,
};

/** The name of the cookie of a session over https; over http on loopback it is `legato`. */
const SESSION_COOKIE = '__Host-legato';

const SECURITY_SCHEMES = {
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: SESSION_COOKIE,
    description:
      'Of who signed in by the pages, or by POST /api/sign-in. Over http, which is answered on loopback alone, it is called legato.',
  },
  token: {
    type: 'http',
    scheme: 'bearer',
    description:
      'A personal access token, for scripts: it only reads, and hears what its person hears.',
  },
} as const satisfies Record<RouteProof, unknown>;

/** What every route, or every route of a kind, may refuse. A route says more of its own. */
const REFUSALS = {
  400: 'The request cannot be read: `detail` says what is wrong with it.',
  401: 'Nobody is signed in, or the token is not good.',
  403: 'The right is missing, or the request comes from a page of another site.',
  404: 'Not there, or not for who asks: the two are answered alike.',
} as const;

/** The HTTP contract as an OpenAPI 3.1 document, made from its routes and the schemas both sides parse with. */
export function openApiDocument(version: string): Record<string, unknown> {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Legato',
      version,
      description: 'Browse and play the call recordings of a Noojee Contact PBX.',
      // Nothing is licensed to others, and SPDX has no name for that.
      license: { name: 'All rights reserved', identifier: 'LicenseRef-all-rights-reserved' },
    },
    servers: [{ url: '/', description: 'The Legato that this document came from.' }],
    paths: Object.fromEntries(
      Object.entries(ROUTES).map(([name, route]) => [
        route.path,
        Object.fromEntries(
          methodsOf(route).map((method) => [method.toLowerCase(), operation(name, method, route)]),
        ),
      ]),
    ),
    components: {
      securitySchemes: SECURITY_SCHEMES,
      responses: Object.fromEntries(
        Object.entries(REFUSALS).map(([status, description]) => [
          `Refused${status}`,
          response({ description, schema: 'Problem' }),
        ]),
      ),
      schemas: Object.fromEntries(
        Object.entries(schemas).map(([name, schema]) => {
          const { $schema, ...jsonSchema } = z.toJSONSchema(schema);
          return [name, jsonSchema];
        }),
      ),
    },
  };
}

function operation(name: string, method: string, route: RouteContract) {
  const { summary, parameters, body, answers } = route;
  return {
    operationId: method === 'HEAD' ? `${name}Head` : name,
    summary,
    security: proofsOf(route).map((proof) => ({ [proof]: [] })),
    parameters: parameters.map((parameter) => ({
      ...parameter,
      required: parameter.in === 'path',
    })),
    ...(body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: { $ref: `#/components/schemas/${body}` } } },
      },
    }),
    responses: {
      ...refusalsOf(route),
      ...Object.fromEntries(
        Object.entries(answers).map(([status, answer]) => [status, response(answer)]),
      ),
      default: response({
        description: 'A problem (RFC 9457); `code` is one of a closed list.',
        schema: 'Problem',
      }),
    },
  };
}

function refusalsOf(route: RouteContract) {
  const isGuarded = proofsOf(route).length > 0;
  const namesSomething = route.parameters.some((parameter) => parameter.in === 'path');
  const statuses = [400, ...(isGuarded ? [401, 403] : []), ...(namesSomething ? [404] : [])];
  return Object.fromEntries(
    statuses.map((status) => [status, { $ref: `#/components/responses/Refused${status}` }]),
  );
}

function response({ description, schema, mediaType, holds }: RouteAnswer) {
  const named = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  if (schema) {
    const json = schema === 'Problem' ? 'application/problem+json' : 'application/json';
    return { description, content: { [mediaType ?? json]: { schema: named(schema) } } };
  }
  if (!mediaType) return { description };
  const properties = Object.entries(holds ?? {}).map(([file, name]) => [file, named(name)]);
  const content = holds
    ? { schema: { type: 'object', properties: Object.fromEntries(properties) } }
    : {};
  return { description, content: { [mediaType]: content } };
}
