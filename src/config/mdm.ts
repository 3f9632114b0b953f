/**
 * Policy as payloads of device management: base64 of a TOML file under a key of `com.openai.codex`, and the configuration profile that
 * carries it (reference: enterprise-governance, Apple's configuration profile format).
 *
 * INVARIANT: decoding accepts only what encoding makes; the same policy gives the same profile, byte for byte, on every machine.
 */
import { type Diagnostic, decodeSource, MAX_POLICY_FILE_BYTES, tooLarge } from '../base/index.ts';

export const MDM_DOMAIN = 'com.openai.codex';

export const MDM_KEYS = ['requirements_toml_base64', 'config_toml_base64'] as const;
export type MdmKey = (typeof MDM_KEYS)[number];

/** The payload of a file. */
export function encodePayload(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** The text in a payload; line breaks, which management tools insert, are ignored. */
export function decodePayload(source: string, payload: string): { value: string | null; diagnostics: readonly Diagnostic[] } {
  if (payload.length > MAX_POLICY_FILE_BYTES * 2) return { value: null, diagnostics: [tooLarge(source, payload.length)] };
  const compact = payload.replace(/[\s]+/g, '');
  if (!BASE64.test(compact) || compact.length % 4 !== 0) return { value: null, diagnostics: [notBase64(source)] };
  const binary = atob(compact);
  return decodeSource(
    source,
    Uint8Array.from(binary, (char) => char.charCodeAt(0)),
  );
}

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

function notBase64(source: string): Diagnostic {
  return {
    code: 'CF050',
    severity: 'error',
    message: `the payload \`${source}\` is not base64`,
    help: 'make it with `portcullis mdm encode FILE`',
  };
}

export interface MdmPayloads {
  readonly requirements_toml_base64?: string;
  readonly config_toml_base64?: string;
}

/** A `.mobileconfig` that forces the payloads; its identifiers depend on its content alone. */
export async function formatMobileconfig(organisation: string, payloads: MdmPayloads): Promise<string> {
  const present = MDM_KEYS.filter((key) => payloads[key] !== undefined);
  const seed = JSON.stringify([organisation, present.map((key) => [key, payloads[key]])]);
  const settings = present
    .map((key) => `                <key>${key}</key>\n                <string>${escapeXml(payloads[key] ?? '')}</string>\n`)
    .join('');
  const [outer, inner] = await Promise.all([uuidFrom(`profile ${seed}`), uuidFrom(`payload ${seed}`)]);
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>PayloadType</key>
  <string>Configuration</string>
  <key>PayloadVersion</key>
  <integer>1</integer>
  <key>PayloadIdentifier</key>
  <string>${MDM_DOMAIN}.policy</string>
  <key>PayloadUUID</key>
  <string>${outer}</string>
  <key>PayloadDisplayName</key>
  <string>Codex policy</string>
  <key>PayloadOrganization</key>
  <string>${escapeXml(organisation)}</string>
  <key>PayloadScope</key>
  <string>System</string>
  <key>PayloadRemovalDisallowed</key>
  <true/>
  <key>PayloadContent</key>
  <array>
    <dict>
      <key>PayloadType</key>
      <string>com.apple.ManagedClient.preferences</string>
      <key>PayloadVersion</key>
      <integer>1</integer>
      <key>PayloadIdentifier</key>
      <string>${MDM_DOMAIN}.policy.preferences</string>
      <key>PayloadUUID</key>
      <string>${inner}</string>
      <key>PayloadEnabled</key>
      <true/>
      <key>PayloadContent</key>
      <dict>
        <key>${MDM_DOMAIN}</key>
        <dict>
          <key>Forced</key>
          <array>
            <dict>
              <key>mcx_preference_settings</key>
              <dict>
${settings}              </dict>
            </dict>
          </array>
        </dict>
      </dict>
    </dict>
  </array>
</dict>
</plist>
`;
}

function escapeXml(text: string): string {
  return text.replace(/[&<>]/g, (char) => (char === '&' ? '&amp;' : char === '<' ? '&lt;' : '&gt;'));
}

/** A name-based UUID (RFC 9562, version 8: SHA-256 cut to size), so that installing again replaces instead of adding. */
async function uuidFrom(seed: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(seed)));
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x80;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(digest.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5').toUpperCase();
}
