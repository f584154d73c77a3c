// Passwords as argon2id hashes, worked out beside the main thread and never more than two at once.
import { hash, verify } from '@node-rs/argon2';

/** OWASP's first choice of parameters; argon2id is the library's default. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Of a password nobody has, so that an unknown account costs as much time as a known one. */
const NOBODYS =
  '$argon2id$v=19$m=19456,t=2,p=1$gFTZ0LyK5vN45m6TqI8eIw$FfhiG1aGwpfUDTlZJwJlp7iIGbnNz2y8YTcnSOyULjA';

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(asTyped(password), COST));
}

/** Against nobody's hash when there is none: the same work, and always false. */
export async function isPassword(
  passwordHash: string | null | undefined,
  password: string,
): Promise<boolean> {
  const right = await inTurn(() => verify(passwordHash ?? NOBODYS, asTyped(password)));
  return right && passwordHash !== null && passwordHash !== undefined;
}

/** Keyboards write é in two ways; both are the same password. */
function asTyped(password: string): string {
  return password.normalize('NFKC');
}

const AT_ONCE = 2;
const waiting: (() => void)[] = [];
let running = 0;

/** Hashing takes a thread and 19 MiB; uploads and letters need theirs too. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
