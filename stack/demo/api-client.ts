/** The API as a signed-in person uses it, typed by the contracts. */
import { apiPrefix, operations, Problem, type OperationName } from '@greenroom/contracts';
import type { z } from 'zod';
import { StackError } from '../stack-error.ts';

export interface Account {
  email: string;
  password: string;
}

type Operation<Name extends OperationName> = (typeof operations)[Name];
type Reply<Name extends OperationName> = Operation<Name> extends { reply: infer Schema extends z.ZodType } ? z.infer<Schema> : undefined;
type Body<Name extends OperationName> = Operation<Name> extends { body: infer Schema extends z.ZodType } ? { body: z.input<Schema> } : { body?: undefined };
type Params<Name extends OperationName> = Operation<Name> extends { params: infer Schema extends z.ZodType } ? { params: z.input<Schema> } : { params?: undefined };

/** The API refused. */
export class ApiError extends StackError {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const requestTimeoutMs = 30_000;

export class ApiClient {
  readonly #root: string;
  readonly #account: Account;
  #token: string | undefined;

  /** @param url of the API, without the prefix of its version. */
  constructor(url: string, account: Account) {
    this.#root = url.replace(/\/+$/, '') + apiPrefix;
    this.#account = { email: account.email, password: account.password };
  }

  /** The address of an operation, for a person. */
  address(name: OperationName, params: Record<string, string> = {}): string {
    return this.#root + operations[name].path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(params[key] ?? ''));
  }

  /**
   * Signs in when needed (a token lives 15 minutes), calls, and checks the reply.
   * @throws ApiError with what the API said.
   */
  async call<Name extends OperationName>(name: Name, request: Body<Name> & Params<Name>): Promise<Reply<Name>> {
    this.#token ??= await this.#signIn();
    let response = await this.#send(name, request, this.#token);
    if (response.status === 401) {
      this.#token = await this.#signIn();
      response = await this.#send(name, request, this.#token);
    }
    return this.#read(name, response);
  }

  async #signIn(): Promise<string> {
    const response = await this.#send('login', { body: this.#account }, undefined);
    return (await this.#read('login', response)).accessToken;
  }

  async #send(name: OperationName, request: { body?: unknown; params?: unknown }, token: string | undefined): Promise<Response> {
    const url = this.address(name, request.params as Record<string, string> | undefined);
    try {
      return await fetch(url, {
        method: operations[name].method,
        headers: {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
        signal: AbortSignal.timeout(requestTimeoutMs),
      });
    } catch (error) {
      throw new StackError(`The API at ${this.#root} does not answer (${error instanceof Error ? error.message : String(error)}). Its log says why; "npm run stack -- status" shows what runs.`);
    }
  }

  async #read<Name extends OperationName>(name: Name, response: Response): Promise<Reply<Name>> {
    const text = await response.text();
    if (!response.ok) {
      const problem = Problem.safeParse(parsed(text));
      throw new ApiError(response.status, `The API refused "${operations[name].summary}" (${response.status}): ${problem.success ? (problem.data.detail ?? problem.data.title) : text.slice(0, 200)}`);
    }
    const { reply } = operations[name] as { reply?: z.ZodType };
    return reply?.parse(parsed(text)) as Reply<Name>;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
