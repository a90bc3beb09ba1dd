// What can go wrong between the page and the server, in one type. A refusal is RFC 9457 problem
// details; no answer at all is a network problem.

const PREFIX = 'urn:actorstream:';

export class Problem extends Error {
  constructor({ type, title, detail = '', status = 0, retryAfterSeconds = null, members = {} }) {
    super(title);
    this.type = type;
    this.title = title;
    this.detail = detail;
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
    this.members = members;
  }

  /** The same request may be sent again: nothing was refused for good. */
  get isTransient() {
    return this.status === 0 || [429, 502, 503, 504].includes(this.status);
  }

  is(name) {
    return this.type === PREFIX + name;
  }

  static unreachable() {
    return new Problem({
      type: 'network',
      title: 'The server can’t be reached',
      detail: 'Your connection, or the server, is down.',
    });
  }

  static async from(response) {
    let body = {};
    try {
      body = await response.json();
    } catch {
      // Not the server's own answer (a proxy's page, say): the status has to do.
    }
    const retryAfter = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
    return new Problem({
      type: typeof body.type === 'string' ? body.type : 'about:blank',
      title: body.title || `The server answered ${response.status}`,
      detail: body.detail ?? '',
      status: response.status,
      retryAfterSeconds: Number.isFinite(retryAfter) ? retryAfter : null,
      members: body,
    });
  }
}
