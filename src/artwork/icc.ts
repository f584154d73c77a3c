// What an ICC profile says about itself in its header. Pure.

const COMPONENTS: Record<string, 1 | 3 | 4> = { GRAY: 1, 'RGB ': 3, CMYK: 4 };

/** How many numbers a colour has in the profile's space; null for one that is no profile or of a space we do not print. */
export function iccComponents(profile: Uint8Array): 1 | 3 | 4 | null {
  if (profile.length < 128 || ascii(profile, 36) !== 'acsp') return null;
  return COMPONENTS[ascii(profile, 16)] ?? null;
}

function ascii(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
