/**
 * Tokens that are known by their form. Each row is a format that its issuer publishes, so that scanners can find it; `source` says where.
 *
 * INVARIANT: a pattern is tried only on a text that contains one of its marks, and each match contains one: the marks are what makes
 * looking cheap, the pattern what makes it exact. Syntax: RE2, matched in linear time; group 1 is what is hidden, or the whole match.
 */

export interface SecretPattern {
  /** Stands in the place of the secret: `[redacted:NAME]`. */
  readonly name: string;
  /** Literal texts, in the case of the text. */
  readonly marks: readonly string[];
  readonly pattern: string;
  readonly source: string;
}

const row = (name: string, marks: readonly string[], pattern: string, source: string): SecretPattern => ({ name, marks, pattern, source });

/** Where a word of letters, digits, `_` and `-` begins and ends. */
const START = '(?:^|[^0-9A-Za-z_])';
const ALNUM = '[0-9A-Za-z]';
const WORD = '[0-9A-Za-z_-]';

/** `PREFIX` and at least so many characters of a class. */
const prefixed = (name: string, prefixes: readonly string[], rest: string, source: string): SecretPattern =>
  row(name, prefixes, `${START}((?:${prefixes.map(literal).join('|')})${rest})`, source);

function literal(text: string): string {
  return text.replace(/[.+*?()[\]{}|^$\\]/g, '\\$&');
}

export const SECRET_FORMATS: readonly SecretPattern[] = [
  // Keys and signed tokens of any issuer.
  row(
    'private-key',
    ['PRIVATE KEY'],
    '(?s)-----BEGIN [0-9A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----(.*?)(?:-----END|\\z)',
    'RFC 7468, RFC 9580',
  ),
  row('jwt', ['eyJ'], `${START}(eyJ${WORD}{10,}\\.${WORD}{10,}(?:\\.${WORD}+){0,3})`, 'RFC 7519'),
  prefixed('age-key', ['AGE-SECRET-KEY-1', 'AGE-PLUGIN-'], '[0-9A-Z-]{20,}', 'age: format of identities'),
  // Code hosts.
  prefixed('github-token', ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'], `${WORD}{20,}`, 'GitHub Docs: token formats'),
  prefixed('github-token', ['github_pat_'], '[0-9A-Za-z_]{22,}', 'GitHub Docs: token formats'),
  prefixed(
    'gitlab-token',
    ['glpat-', 'gldt-', 'glrt-', 'glrtr-', 'glcbt-', 'glptt-', 'glft-', 'glimt-', 'glagent-', 'gloas-', 'glsoat-', 'glffct-', 'glwt-'],
    '[0-9A-Za-z_.-]{16,}',
    'GitLab Docs: token prefixes',
  ),
  prefixed('bitbucket-token', ['ATBB', 'ATCTT3', 'ATATT3'], '[0-9A-Za-z_=-]{20,}', 'Atlassian: API tokens, secret scanning'),
  prefixed('sourcegraph-token', ['sgp_'], '[0-9A-Fa-f_]{32,}', 'Sourcegraph Docs: access tokens'),
  // Clouds.
  prefixed('aws-key-id', ['AKIA', 'ASIA', 'ABIA', 'ACCA'], '[0-9A-Z]{16}', 'AWS IAM: unique identifiers'),
  prefixed('google-api-key', ['AIza'], `${WORD}{35}`, 'Google Cloud: API keys'),
  prefixed('google-oauth', ['ya29.', 'GOCSPX-'], `${WORD}{20,}`, 'Google Identity: OAuth 2.0'),
  row('azure-secret', ['Q~'], `${START}([0-9A-Za-z_.~-]{3}\\dQ~[0-9A-Za-z_.~-]{31,34})`, 'Microsoft Entra: application secrets'),
  prefixed('digitalocean-token', ['dop_v1_', 'doo_v1_', 'dor_v1_'], '[0-9a-f]{32,}', 'DigitalOcean: API tokens'),
  prefixed('alibaba-key-id', ['LTAI'], `${ALNUM}{12,20}`, 'Alibaba Cloud: AccessKey pairs'),
  prefixed('tencent-key-id', ['AKID'], `${ALNUM}{32}`, 'Tencent Cloud: API keys'),
  prefixed('heroku-key', ['HRKU-'], `${WORD}{30,}`, 'Heroku: API keys'),
  prefixed('fly-token', ['fm1_', 'fm2_', 'fo1_'], '[0-9A-Za-z_+/=,-]{30,}', 'Fly.io Docs: tokens'),
  prefixed('netlify-token', ['nfp_'], `${WORD}{30,}`, 'Netlify: personal access tokens'),
  prefixed('supabase-token', ['sbp_', 'sb_secret_'], `${WORD}{20,}`, 'Supabase: API keys'),
  prefixed('planetscale-token', ['pscale_tkn_', 'pscale_pw_', 'pscale_oauth_'], '[0-9A-Za-z_.=-]{30,}', 'PlanetScale: tokens'),
  prefixed('databricks-token', ['dapi'], '[0-9a-f]{32}(?:-\\d)?', 'Databricks: personal access tokens'),
  prefixed('tailscale-key', ['tskey-'], `${WORD}{16,}`, 'Tailscale: keys'),
  // Secret stores and infrastructure.
  prefixed('vault-token', ['hvs.', 'hvb.', 'hvr.'], `${WORD}{20,}`, 'HashiCorp Vault: token prefixes'),
  row('terraform-token', ['.atlasv1.'], `${START}(${ALNUM}{14}\\.atlasv1\\.[0-9A-Za-z_=-]{40,})`, 'HCP Terraform: API tokens'),
  prefixed('pulumi-token', ['pul-'], '[0-9a-f]{40}', 'Pulumi: access tokens'),
  prefixed(
    'doppler-token',
    ['dp.pt.', 'dp.st.', 'dp.ct.', 'dp.sa.', 'dp.scim.', 'dp.audit.'],
    '[0-9A-Za-z_.-]{20,}',
    'Doppler: token formats',
  ),
  prefixed('onepassword-token', ['ops_eyJ'], `${WORD}{50,}`, '1Password: service accounts'),
  // Package registries.
  prefixed('npm-token', ['npm_'], `${ALNUM}{36}`, 'npm Docs: access tokens'),
  prefixed('pypi-token', ['pypi-'], `${WORD}{50,}`, 'PyPI: API tokens'),
  prefixed('rubygems-key', ['rubygems_'], '[0-9a-f]{48}', 'RubyGems: API keys'),
  prefixed('crates-token', ['cio'], `${ALNUM}{32}`, 'crates.io: token scanning'),
  prefixed('nuget-key', ['oy2'], '[0-9a-z]{43}', 'NuGet: API keys'),
  prefixed('docker-token', ['dckr_pat_', 'dckr_oat_'], `${WORD}{20,}`, 'Docker: access tokens'),
  prefixed('clojars-token', ['CLOJARS_'], '[0-9a-z]{60}', 'Clojars: deploy tokens'),
  // Models and data.
  prefixed('anthropic-key', ['sk-ant-'], `${WORD}{20,}`, 'Anthropic: API keys'),
  prefixed('openai-key', ['sk-proj-', 'sk-svcacct-', 'sk-admin-', 'sk-None-'], `${WORD}{20,}`, 'OpenAI: API keys'),
  prefixed('model-key', ['sk-or-v1-', 'sk-'], `${ALNUM}{32,}`, 'OpenAI, OpenRouter, DeepSeek: API keys'),
  prefixed('huggingface-token', ['hf_', 'api_org_'], '[A-Za-z]{30,}', 'Hugging Face: user access tokens'),
  prefixed('replicate-token', ['r8_'], `${ALNUM}{37,}`, 'Replicate: API tokens'),
  prefixed('groq-key', ['gsk_'], `${ALNUM}{40,}`, 'Groq: API keys'),
  prefixed('xai-key', ['xai-'], `${ALNUM}{60,}`, 'xAI: API keys'),
  prefixed('perplexity-key', ['pplx-'], `${ALNUM}{40,}`, 'Perplexity: API keys'),
  // Payment.
  prefixed('stripe-key', ['sk_live_', 'sk_test_', 'rk_live_', 'rk_test_', 'whsec_'], '[0-9A-Za-z+/=]{16,}', 'Stripe: API keys, webhooks'),
  prefixed('square-token', ['sq0atp-', 'sq0csp-'], `${WORD}{22,}`, 'Square: credentials'),
  prefixed('shopify-token', ['shpat_', 'shpca_', 'shppa_', 'shpss_'], '[0-9A-Fa-f]{32}', 'Shopify: access tokens'),
  prefixed('easypost-key', ['EZAK', 'EZTK'], `${ALNUM}{54}`, 'EasyPost: API keys'),
  prefixed('flutterwave-key', ['FLWSECK'], '[0-9A-Za-z_-]{12,}', 'Flutterwave: API keys'),
  // Messages and mail.
  prefixed(
    'slack-token',
    ['xoxb-', 'xoxp-', 'xoxa-', 'xoxr-', 'xoxs-', 'xoxe-', 'xoxe.xox', 'xoxo-', 'xapp-', 'xwfp-'],
    '[0-9A-Za-z.-]{10,}',
    'Slack: token types',
  ),
  row(
    'slack-webhook',
    ['hooks.slack.com/'],
    'hooks\\.slack\\.com/(?:services|workflows|triggers)/([0-9A-Za-z/_+-]{20,})',
    'Slack: incoming webhooks',
  ),
  // The first part is the number of the application in base64, so it begins with a digit's two letters.
  prefixed(
    'discord-token',
    ['MT', 'Mj', 'Mz', 'ND', 'NT', 'Nj', 'Nz', 'OD', 'OT'],
    '[0-9A-Za-z_-]{22,26}\\.[0-9A-Za-z_-]{6}\\.[0-9A-Za-z_-]{27,}',
    'Discord: authentication',
  ),
  row('discord-webhook', ['/api/webhooks/'], '/api/webhooks/\\d+/([0-9A-Za-z_-]{20,})', 'Discord: webhooks'),
  row('telegram-token', [':AA'], `${START}(\\d{8,10}:AA[0-9A-Za-z_-]{32,})`, 'Telegram: bots'),
  row('teams-webhook', ['webhook.office.com/'], 'webhook\\.office\\.com/webhookb2/([0-9A-Za-z@/_-]{30,})', 'Microsoft Teams: webhooks'),
  prefixed('sendgrid-key', ['SG.'], '[0-9A-Za-z_-]{16,}\\.[0-9A-Za-z_-]{16,}', 'SendGrid: API keys'),
  prefixed('mailgun-key', ['key-'], '[0-9a-f]{32}', 'Mailgun: API keys'),
  prefixed('brevo-key', ['xkeysib-', 'xsmtpsib-'], '[0-9A-Za-z-]{40,}', 'Brevo: API keys'),
  row('mailchimp-key', ['-us'], `${START}([0-9a-f]{32}-us\\d{1,2})`, 'Mailchimp: API keys'),
  prefixed('twilio-key', ['SK'], '[0-9a-f]{32}', 'Twilio: API keys'),
  // Services for developers.
  prefixed('grafana-token', ['glc_', 'glsa_'], '[0-9A-Za-z+/=_-]{30,}', 'Grafana: service accounts'),
  prefixed('newrelic-key', ['NRAK-', 'NRJS-', 'NRII-'], `${WORD}{19,}`, 'New Relic: API keys'),
  prefixed('sentry-token', ['sntrys_', 'sntryu_'], '[0-9A-Za-z+/=_-]{40,}', 'Sentry: auth tokens'),
  prefixed('dynatrace-token', ['dt0c01.', 'dt0s01.', 'dt0s08.'], '[0-9A-Z]{8,}\\.[0-9A-Z]{32,}', 'Dynatrace: token format'),
  prefixed('linear-key', ['lin_api_', 'lin_oauth_'], `${ALNUM}{32,}`, 'Linear: API keys'),
  prefixed('notion-token', ['ntn_', 'secret_'], `${ALNUM}{40,}`, 'Notion: integrations'),
  prefixed('figma-token', ['figd_', 'figo_', 'figu_', 'figr_'], `${WORD}{30,}`, 'Figma: access tokens'),
  prefixed('postman-key', ['PMAK-'], '[0-9A-Fa-f-]{40,}', 'Postman: API keys'),
  prefixed('airtable-token', ['pat'], `${ALNUM}{14}\\.[0-9a-f]{64}`, 'Airtable: personal access tokens'),
  prefixed('contentful-token', ['CFPAT-'], `${WORD}{40,}`, 'Contentful: personal access tokens'),
  prefixed('buildkite-token', ['bkua_', 'bkat_', 'bkct_'], `${ALNUM}{30,}`, 'Buildkite: API tokens'),
  prefixed('circleci-token', ['CCIPAT_', 'CCIPRJ_'], `${WORD}{30,}`, 'CircleCI: API tokens'),
  prefixed('prefect-key', ['pnu_', 'pnb_'], `${ALNUM}{36}`, 'Prefect: API keys'),
  prefixed('readme-key', ['rdme_'], '[0-9a-z]{70}', 'ReadMe: API keys'),
  prefixed(
    'launchdarkly-key',
    ['sdk-', 'api-', 'mob-'],
    '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
    'LaunchDarkly: keys',
  ),
  prefixed('duffel-token', ['duffel_live_', 'duffel_test_'], `${WORD}{30,}`, 'Duffel: access tokens'),
  prefixed('adafruit-key', ['aio_'], `${ALNUM}{28}`, 'Adafruit IO: keys'),
  prefixed('mapbox-token', ['sk.eyJ'], '[0-9A-Za-z_.-]{30,}', 'Mapbox: secret tokens'),
];
