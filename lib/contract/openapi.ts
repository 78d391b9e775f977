import * as z from 'zod/mini';
import { Call } from './call';
import { ExportManifest } from './export';
import { HeardOfCall, HeardOfCalls, ListeningReceipt, ListeningReport } from './heard';
import { LogPage } from './listening-log';
import { Problem } from './problem';
import { methodsOf, ROUTES, type RouteAnswer, type RouteContract } from './routes';
import { CallPage } from './search';
import * as signIn from './sign-in';
import { SittingPage } from './sittings';
import { Authentication, Health } from './status';
import { Marks, Peaks, SoundsLine } from './waveform';

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
};

/** The HTTP contract as an OpenAPI 3.1 document, made from its routes and the schemas both sides parse with. */
export function openApiDocument(version: string): Record<string, unknown> {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Legato',
      version,
      description: 'Browse and play the call recordings of a Noojee Contact PBX.',
    },
    paths: Object.fromEntries(
      Object.entries(ROUTES).map(([name, route]) => [
        route.path,
        Object.fromEntries(
          methodsOf(route).map((method) => [method.toLowerCase(), operation(name, method, route)]),
        ),
      ]),
    ),
    components: {
      schemas: Object.fromEntries(
        Object.entries(schemas).map(([name, schema]) => {
          const { $schema, ...jsonSchema } = z.toJSONSchema(schema);
          return [name, jsonSchema];
        }),
      ),
    },
  };
}

function operation(
  name: string,
  method: string,
  { summary, parameters, body, answers }: RouteContract,
) {
  return {
    operationId: method === 'HEAD' ? `${name}Head` : name,
    summary,
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

function response({ description, schema, mediaType }: RouteAnswer) {
  if (schema) {
    const json = schema === 'Problem' ? 'application/problem+json' : 'application/json';
    const type = mediaType ?? json;
    const content = { [type]: { schema: { $ref: `#/components/schemas/${schema}` } } };
    return { description, content };
  }
  return mediaType ? { description, content: { [mediaType]: {} } } : { description };
}
