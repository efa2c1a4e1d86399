/** `POST /v1/chat/completions`, as documented by OpenAI and spoken by llama.cpp, Ollama and vLLM. */
import type { Protocol, SeenRequest } from './provider-server.ts';

/** Strict mode: every object closed, every property required, and only the keywords that it knows. */
function strictProblem(schema: unknown, path = '$'): string | undefined {
  if (typeof schema !== 'object' || schema === null) return undefined;
  const node = schema as Record<string, unknown>;
  for (const keyword of ['minLength', 'maxLength', 'default', '$schema']) if (keyword in node && typeof node[keyword] !== 'object') return `${path}: '${keyword}' is not permitted`;
  if (node['type'] === 'object') {
    if (node['additionalProperties'] !== false) return `${path}: 'additionalProperties' is required to be false`;
    const properties = Object.keys((node['properties'] ?? {}) as object);
    const required = (node['required'] ?? []) as string[];
    const missing = properties.find((property) => !required.includes(property));
    if (missing !== undefined) return `${path}: 'required' must include '${missing}'`;
  }
  for (const [key, value] of Object.entries(node)) {
    const problem = strictProblem(value, `${path}.${key}`);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

const format = (request: SeenRequest): { type?: string; json_schema?: { name?: string; strict?: boolean; schema?: unknown } } => (request.body['response_format'] ?? {}) as ReturnType<typeof format>;

export const openaiChat: Protocol = {
  check: (request) => {
    const { body, headers, path } = request;
    if (path !== '/v1/chat/completions') return { status: 404, message: `no such path: ${path}` };
    if (!/^Bearer \S+$/.test(headers.authorization ?? '')) return { status: 401, message: 'missing bearer token' };
    if (headers.authorization === 'Bearer wrong') return { status: 401, message: 'Incorrect API key provided.' };
    if (typeof body['model'] !== 'string') return { status: 400, message: "'model' is required" };
    const messages = body['messages'];
    if (!Array.isArray(messages) || !messages.every((message: { role?: unknown; content?: unknown }) => ['system', 'user', 'assistant'].includes(String(message.role)) && typeof message.content === 'string')) return { status: 400, message: "'messages' must be a list of role and content" };
    const { type, json_schema: schema } = format(request);
    if (type === 'json_schema') {
      if (!/^[\w-]{1,64}$/.test(schema?.name ?? '')) return { status: 400, message: "'response_format.json_schema.name' is wrong" };
      const problem = schema?.strict === true ? strictProblem(schema.schema) : undefined;
      if (problem !== undefined) return { status: 400, message: `Invalid schema for response_format: ${problem}` };
    }
    if (type === 'json_object' && !JSON.stringify(messages).includes('JSON')) return { status: 400, message: "'messages' must contain the word 'json' to use response_format 'json_object'" };
    return undefined;
  },
  reply: (text, request) => completion(String(request.body['model']), { role: 'assistant', content: text, refusal: null }),
  refusal: () => completion('any', { role: 'assistant', content: null, refusal: 'I cannot help with that.' }),
  error: (status, message) => ({ error: { message, type: status === 429 ? 'rate_limit_exceeded' : 'invalid_request_error', param: null, code: null } }),
  uses: (feature, request) => (feature === 'temperature' ? 'temperature' in request.body : format(request).type === feature),
};

const completion = (model: string, message: unknown): unknown => ({
  id: 'chatcmpl-1', object: 'chat.completion', created: 1_700_000_000, model,
  choices: [{ index: 0, message, logprobs: null, finish_reason: 'stop' }],
  usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
});
