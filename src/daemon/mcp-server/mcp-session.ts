/**
 * One client of the MCP server: from a message to its answer (reference: ecosystem §5, MCP revisions).
 *
 * INVARIANT: no state. Older revisions greet with `initialize`, the newest says its version in every request; both may ask at once, and get the
 * same answers.
 */
import { MAX_QUOTED_NAME, VERSION } from '../../base/index.ts';
import { formatError, formatResult, type RpcError, type RpcMessage, rpcError } from '../rpc.ts';
import { argumentFault, describeTool, TOOLS, type ToolContext } from './tool.ts';

/** The revision that names itself in each request. */
const STATELESS = '2026-07-28';
/** Revisions that begin with a greeting, the newest first. */
const GREETING = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'];
const SUPPORTED = [STATELESS, ...GREETING];

const SERVER = { name: 'portcullis', title: 'Portcullis', version: VERSION };
const CAPABILITIES = { tools: { listChanged: false } };
const INSTRUCTIONS = 'Asks the policy of this machine about shell commands. It only answers; what an agent may do is decided by its hook.';

/** Where a request names its revision. */
const VERSION_KEY = 'io.modelcontextprotocol/protocolVersion';
/** The code that the stateless revision gives to a version nobody knows. */
const UNSUPPORTED_VERSION = -32022;

type Fields = Readonly<Record<string, unknown>>;
type Answered = { readonly result: object } | { readonly error: RpcError | object };

/** The answer to a message as text; null where none is due. */
export function answerMcp(message: RpcMessage, context: ToolContext): string | null {
  if (message.type === 'notification' || message.type === 'response') return null;
  if (message.type === 'invalid') return formatError(message.id, rpcError('invalidRequest', message.reason));
  const params = fieldsOf(message.params);
  const version = fieldsOf(params._meta)[VERSION_KEY];
  const answered =
    version === undefined || version === STATELESS ? answerMethod(message.method, params, context) : { error: unsupported(version) };
  if ('error' in answered) return formatError(message.id, answered.error as RpcError);
  const result = version === STATELESS ? { resultType: 'complete', ...answered.result } : answered.result;
  return formatResult(message.id, JSON.stringify(result));
}

function unsupported(requested: unknown): object {
  return {
    code: UNSUPPORTED_VERSION,
    message: 'this revision is not supported',
    data: { supported: SUPPORTED, requested: String(requested) },
  };
}

function answerMethod(method: string, params: Fields, context: ToolContext): Answered {
  const answer = METHODS.get(method);
  return answer
    ? answer(params, context)
    : { error: rpcError('methodNotFound', `there is no method \`${method.slice(0, MAX_QUOTED_NAME)}\``) };
}

const METHODS: ReadonlyMap<string, (params: Fields, context: ToolContext) => Answered> = new Map([
  ['initialize', greet],
  ['server/discover', discover],
  ['ping', () => ({ result: {} })],
  ['tools/list', () => ({ result: { tools: TOOLS.map(describeTool) } })],
  ['tools/call', callTool],
]);

function greet({ protocolVersion }: Fields): Answered {
  const version = GREETING.find((each) => each === protocolVersion) ?? GREETING[0];
  return { result: { protocolVersion: version, capabilities: CAPABILITIES, serverInfo: SERVER, instructions: INSTRUCTIONS } };
}

function discover(): Answered {
  return { result: { supportedVersions: SUPPORTED, capabilities: CAPABILITIES, serverInfo: SERVER, instructions: INSTRUCTIONS } };
}

/** A fault in the arguments is an answer of the tool, so that the model can mend it. */
function callTool({ name, arguments: given = {} }: Fields, context: ToolContext): Answered {
  const tool = TOOLS.find((each) => each.name === name);
  if (!tool)
    return {
      error: rpcError(
        'invalidParams',
        `there is no tool \`${String(name).slice(0, MAX_QUOTED_NAME)}\`; known are ${TOOLS.map((each) => each.name).join(', ')}`,
      ),
    };
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    return { error: rpcError('invalidParams', '`arguments` must be an object') };
  const answer = argumentFault(tool, given as Fields) ?? tool.answer(given as Fields, context);
  if (typeof answer === 'string') return { result: { content: [{ type: 'text', text: answer }], isError: true } };
  return { result: { content: [{ type: 'text', text: answer.text }], structuredContent: answer.data, isError: false } };
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}
