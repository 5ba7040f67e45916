/** What went wrong, in the one shape every endpoint answers with (RFC 9457). Clients speak by `code`. */
export type ProblemDetails = {
  status: number;
  code: string;
  detail?: string;
  trace_id?: string;
  errors?: Record<string, string[]>;
};

export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly traceId: string | undefined;
  readonly errors: Record<string, string[]>;
  /** Seconds to wait before another try, when the server said so. */
  readonly retryAfter: number | undefined;

  constructor(details: ProblemDetails, retryAfter?: number) {
    super(details.detail ?? details.code);
    this.name = "Problem";
    this.status = details.status;
    this.code = details.code;
    this.traceId = details.trace_id;
    this.errors = details.errors ?? {};
    this.retryAfter = retryAfter;
  }

  /** The request never got an answer. */
  static unreachable(): Problem {
    return new Problem({ status: 0, code: "unreachable" });
  }

  /** Worth trying again by itself: no answer, too many at once, or the server's own trouble. */
  get passes(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

export type RequestOptions = {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  body?: unknown;
  token?: string | undefined;
  signal?: AbortSignal;
  /** Lets the request outlive the page. */
  keepalive?: boolean;
};

/** One JSON request; throws a Problem for anything that is not a success. */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (options.token) headers.authorization = `Bearer ${options.token}`;
  const init: RequestInit = { method: options.method ?? "GET", headers };
  if (options.body instanceof FormData) init.body = options.body;
  else if (options.body !== undefined) {
    headers["content-type"] = "application/json";
    init.body = JSON.stringify(options.body);
  }
  if (options.signal) init.signal = options.signal;
  if (options.keepalive) init.keepalive = true;

  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw Problem.unreachable();
  }
  if (!response.ok) throw await problemOf(response);
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

export async function problemOf(response: Response): Promise<Problem> {
  const seconds = Number(response.headers.get("retry-after"));
  const details = await response.json().then(
    (body: unknown) => (isProblem(body) ? body : undefined),
    () => undefined,
  );
  const fallback = { status: response.status, code: response.status >= 500 ? "server_error" : "refused" };
  return new Problem(details ?? fallback, Number.isFinite(seconds) && seconds > 0 ? seconds : undefined);
}

function isProblem(body: unknown): body is ProblemDetails {
  return typeof body === "object" && body !== null && "code" in body && "status" in body;
}
