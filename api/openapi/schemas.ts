/** The contract's schemas as JSON Schema (draft 2020-12, as OpenAPI 3.1 wants it); those with a name are written once. */
import { z } from 'zod';
import * as contracts from '@greenroom/contracts';

export type JsonSchema = z.core.JSONSchema.JSONSchema;
type Definitions = Record<string, JsonSchema>;

/** `input`: what a client sends (what has a default may be left out). `output`: what it gets. */
export type Direction = 'input' | 'output';

export interface SchemaWriter {
  /** The schema, with references into `components` in place of what has a name. */
  write(schema: z.ZodType, direction: Direction): JsonSchema;
  /** Fills up with what was referred to. */
  components: Definitions;
}

/** @param replies all that will be written as output: what they name keeps its name, and an input that differs is called `…Input` */
export function createSchemaWriter(replies: z.ZodType[]): SchemaWriter {
  const outputs = named((name) => name);
  const replied: Definitions = Object.assign({}, ...replies.map((reply) => converted(reply, 'output', outputs).definitions));
  const inputs = named((name, schema) => (name in replied && !sameBothWays(schema) ? `${name}Input` : name));
  const components: Definitions = {};
  return {
    components,
    write(schema, direction) {
      const { root, definitions } = converted(schema, direction, direction === 'input' ? inputs : outputs);
      Object.assign(components, definitions);
      return root;
    },
  };
}

type Names = ReturnType<typeof z.registry<{ id?: string | undefined }>>;

/** Every schema that the contracts export is known by its export's name. */
function named(nameFor: (name: string, schema: z.ZodType) => string): Names {
  const names: Names = z.registry<{ id?: string | undefined }>();
  for (const [name, value] of Object.entries(contracts)) {
    if (value instanceof z.ZodType && /^[A-Z]/.test(name) && !names.has(value)) names.add(value, { id: nameFor(name, value) });
  }
  return names;
}

function sameBothWays(schema: z.ZodType): boolean {
  return JSON.stringify(z.toJSONSchema(schema, { io: 'input' })) === JSON.stringify(z.toJSONSchema(schema, { io: 'output' }));
}

function converted(schema: z.ZodType, io: Direction, metadata: Names): { root: JsonSchema; definitions: Definitions } {
  const asComponents = (key: string, value: unknown): unknown => (key === '$ref' && typeof value === 'string' ? value.replace('#/$defs/', '#/components/schemas/') : value);
  const { $schema: _, $defs = {}, ...root } = JSON.parse(JSON.stringify(z.toJSONSchema(schema, { io, metadata, override: withMeta }), asComponents)) as JsonSchema & { $defs?: Definitions };
  return { root, definitions: $defs };
}

/** What a schema says of itself by `.describe()` and `.meta()`. */
function withMeta({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodTypes; jsonSchema: JsonSchema }): void {
  Object.assign(jsonSchema, z.globalRegistry.get(zodSchema));
}
