import * as z from 'zod/mini';
import { Call } from './call';
import { ExportManifest } from './export';
import { Problem } from './problem';
import { CallPage } from './search';
import { Authentication, Health } from './status';
import { Marks, Peaks } from './waveform';

const schemas = { Call, CallPage, ExportManifest, Peaks, Marks, Authentication, Health, Problem };

/** The HTTP contract as an OpenAPI 3.1 document, made from the schemas that both sides parse with. */
export function openApiDocument(version: string): Record<string, unknown> {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Legato',
      version,
      description: 'Browse and play the call recordings of a Noojee Contact PBX.',
    },
    paths: {
      '/api/calls': {
        get: operation('Calls of one tag, or the call of one unique id, newest first', 'CallPage', [
          parameter('tag', 'query', 'The reference of the CRM. Give this or uniqueId.'),
          parameter('uniqueId', 'query', 'The unique id of a call. Give this or tag.'),
        ]),
      },
      '/api/calls/{uniqueId}': {
        get: operation('One call with its legs', 'Call', [uniqueIdInPath]),
      },
      '/api/calls/{uniqueId}/download': { get: downloadOperation, head: downloadOperation },
      '/api/calls/{uniqueId}/legs/{leg}/audio': { get: audioOperation, head: audioOperation },
      '/api/calls/{uniqueId}/legs/{leg}/peaks': {
        get: soundOperation('The waveform of a leg, a peak for each 20 ms', 'Peaks'),
      },
      '/api/calls/{uniqueId}/legs/{leg}/marks': {
        get: soundOperation('What is heard where in a leg, how loud, and who speaks', 'Marks'),
      },
      '/api/authenticate': {
        post: operation('Does the PBX accept our key?', 'Authentication', []),
      },
      '/api/health': {
        get: healthOperation,
      },
    },
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

const parameter = (name: string, place: 'query' | 'path', description: string) => ({
  name,
  in: place,
  description,
  required: place === 'path',
  schema: { type: 'string' },
});

const legInPath = parameter('leg', 'path', 'The number of the leg, from 1.');
const uniqueIdInPath = parameter('uniqueId', 'path', 'The unique id of the call.');

const problemAnswer = {
  description: 'A problem (RFC 9457); `code` is of a closed list',
  content: {
    'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
  },
};

const answer = (schema: keyof typeof schemas, description: string) => ({
  description,
  content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } },
});

const operation = (
  summary: string,
  schema: keyof typeof schemas,
  parameters: readonly ReturnType<typeof parameter>[],
) => ({
  summary,
  parameters,
  responses: { 200: answer(schema, summary), default: problemAnswer },
});

const soundOperation = (summary: string, schema: 'Peaks' | 'Marks') => ({
  summary,
  parameters: [uniqueIdInPath, legInPath],
  responses: {
    200: answer(schema, 'The leg has come, or as much of it as the PBX sent'),
    202: answer(schema, 'It is still coming: what there is by now. Ask again at once.'),
    default: problemAnswer,
  },
});

const healthOperation = {
  summary: 'Does Legato serve?',
  parameters: [parameter('ready', 'query', 'When present, the PBX is asked as well.')],
  responses: {
    200: answer('Health', 'It does'),
    503: answer('Health', 'The PBX was asked and does not answer, or refuses'),
    default: problemAnswer,
  },
};

const downloadOperation = {
  summary: 'The whole call as a ZIP: legs, what is known of them, and a page that plays them',
  parameters: [uniqueIdInPath],
  responses: {
    200: {
      description: 'One folder; its manifest.json is an ExportManifest',
      content: { 'application/zip': {} },
    },
    default: problemAnswer,
  },
};

const audioOperation = {
  summary: "A leg's audio, in a form that every current browser plays",
  parameters: [
    uniqueIdInPath,
    legInPath,
    parameter('download', 'query', 'When present, the answer names a file to save.'),
    {
      ...parameter('side', 'query', 'One channel of a stereo leg, as a file of its own.'),
      schema: { type: 'string', enum: ['left', 'right'] },
    },
    parameter('original', 'query', 'When present, the bytes are those that the PBX sent.'),
    {
      name: 'Range',
      in: 'header',
      description: 'One byte range, RFC 9110 section 14.2.',
      required: false,
      schema: { type: 'string' },
    },
  ],
  responses: {
    200: { description: 'The whole leg', content: { 'audio/*': {} } },
    206: { description: 'The range that was asked for', content: { 'audio/*': {} } },
    304: { description: 'The leg is what the caller already has' },
    416: { ...problemAnswer, description: 'The range lies outside the leg' },
    default: problemAnswer,
  },
};
