//! The words of the key matcher: one table, with the reason for each group.
//!
//! A word may stand in several groups; its roles add up. All words are in lower case. Words joined without a separator
//! (`apikey`) also match a split spelling (`api_key`, `apiKey`), because the matcher looks adjacent pairs up as one word.

/// What a word does to the verdict on a key: a set of the bits below.
pub(crate) type Roles = u16;

/// Secret wherever it stands, unless a describing head noun follows.
pub(crate) const SECRET: Roles = 1;
/// Secret only as the last word: too short or too ambiguous elsewhere.
pub(crate) const SECRET_LAST: Roles = 1 << 1;
/// Secret as the whole key, or as its last two words.
pub(crate) const SECRET_WHOLE: Roles = 1 << 2;
/// Secret as the whole key, if the value is a text.
pub(crate) const STRING_WHOLE: Roles = 1 << 12;
/// Perhaps secret as the last word: the value decides.
pub(crate) const WEAK_LAST: Roles = 1 << 3;
/// A head noun that describes a secret instead of being one.
pub(crate) const ABOUT: Roles = 1 << 4;
/// A head noun that adds nothing. The word before it decides.
pub(crate) const NEUTRAL: Roles = 1 << 5;
/// Makes a following `key` secret.
pub(crate) const KEY_OWNER: Roles = 1 << 6;
/// Makes a following `key` harmless.
pub(crate) const KEY_PLAIN: Roles = 1 << 7;
/// Makes a following `token` harmless.
pub(crate) const TOKEN_PLAIN: Roles = 1 << 8;
/// Makes a following `tokens` secret. Without it, `tokens` is a count.
pub(crate) const TOKENS_OWNER: Roles = 1 << 9;
/// After `auth`, the key holds the credential itself.
pub(crate) const AUTH_HOLDER: Roles = 1 << 10;
/// As the first word, it makes the key a switch or a number about the secret.
pub(crate) const SWITCH: Roles = 1 << 11;

/// The groups: roles, and words separated by spaces.
pub(crate) const GROUPS: &[(Roles, &str)] = &[
    // Passwords, with the abbreviations and misspellings seen in configuration files and in the field lists of
    // public scrubbers.
    (
        SECRET,
        "password passwords passwd passwds passphrase passphrases passcode passw pwd pwds pswd psw psswd pssword \
         psswrd passwrd pasword paswrd passkey passhash htpasswd pgpassword",
    ),
    // In other languages, with letters as `keys::fold` leaves them.
    (
        SECRET,
        "passwort kennwort zugangsdaten geheimnis contrasena contrasenya contrasinal senha palavrapasse motdepasse \
         segreto wachtwoord losenord hemlighet passord adgangskode kodeord hemmelighet hemmelighed salasana lykilord haslo \
         heslo geslo lozinka jelszo sifre parool katasandi matkhau clavesecreta \
         chiavesegreta clesecrete schlusselwort apischlussel apischluessel",
    ),
    (
        SECRET,
        "пароль секрет токен ключapi парола лозинка κωδικοσ κωδικοσπροσβασησ συνθηματικο 密码 密碼 口令 密钥 密鑰 令牌 パスワード 暗証番号 \
         秘密鍵 暗号 トークン 비밀번호 암호 ססמה סיסמה סיסמא كلمةالمرور كلمةالسر رمزعبور گذرواژه पासवर्ड गुप्त गुप्तशब्द รหัสผ่าน পাসওয়ার্ড",
    ),
    // Words that also mean something else, and last words of names that are several words in prose.
    (SECRET_LAST, "geheim sandi secreto tajne"),
    (
        WEAK_LAST,
        "clave chave chiave schlussel schluessel passe khau parola parole ключ κλειδι 鍵 キー 钥匙 المرور السر",
    ),
    // Secrets and credentials by their own name.
    (
        SECRET,
        "secret secrets credential credentials creds cred bearer jwt jws mnemonic seedphrase pkcs8 pkcs12 pincode \
         otp totp hotp cvv cvv2 cvc cvc2 ssn dsn",
    ),
    // Session carriers: whoever holds the cookie or the session id holds the session.
    (
        SECRET,
        "cookie cookies setcookie csrf xsrf csrftoken xsrftoken csrfmiddlewaretoken sessid phpsessid jsessionid \
         aspsessionid sessionkey sessiontoken sessioncookie",
    ),
    // Compounds of `key`, `token` and the like, for names without a separator (`apikey`) and for pairs.
    (
        SECRET,
        "apikey apikeys apitoken apisecret apipassword appsecret appkey authkey authtoken accesskey accesstoken \
         accountkey applicationkey bearertoken clientsecret clientkeydata consumerkey consumersecret encryptionkey \
         idtoken licensekey licencekey masterkey masterauth oauthtoken privatekey privkey refreshtoken secretkey sharedkey \
         sharedsecret sharedaccesskey sharedaccesssignature signingkey signingsecret signaturekey sshkey storagekey \
         subscriptionkey webhooksecret webhooktoken connectionstring connectionstrings connstring connstr \
         certificatepin integrationkey deploykey deploytoken dockerconfigjson dockercfg",
    ),
    // Vendor spellings of a key, public in the vendors' documentation (HubSpot).
    (SECRET, "hapikey"),
    // Short words that mean something else in the middle of a name (`pass_rate`, `pat_id`, `auth_basic_enabled`).
    (SECRET_LAST, "pass pw pat pats psk nonce salt pin basicauth httpauth lodauth kerberos ntlm sas"),
    // Names that are secret as a whole, while each of their words is harmless.
    (
        SECRET_WHOLE,
        "2fa 2facode mfatoken dpop authorization proxyauthorization httpauthorization xauthorization wwwauthorization \
         authorizationheader authorizationcode authorizationtoken httpcookie connectsid codeverifier devicecode \
         clientassertion samlresponse samlassertion assertion signature oauthsignature amzsignature \
         googsignature hubsignature xhubsignature256 apisignature sharedaccesssignature amzcredential amzsecuritytoken sasurl sasuri sig pin salt nonce crypt securityanswer securitycode \
         verificationcode recoverycode recoverycodes backupcode backupcodes twofactor twofactorcode mfacode seedphrase \
         recoveryphrase walletseed smscode accesscode unlockcode pairingcode magiclink resettoken passwordtoken \
         idtokenhint totpuri otpuri otpauth otpauthurl otpauthuri kerberosticket nthash lmhash ntlmhash vaultunseal serviceaccountjson databaseurl dburl connectionuri mongouri mongodburi redisurl webhookurl \
         sessionsecret communitystring snmpcommunity privatepem privatelines pemkey idrsa iddsa idecdsa ided25519",
    ),
    // Headers that hold a key although their names do not say so, public in the vendors' documentation (Honeycomb, JFrog).
    (SECRET_WHOLE, "honeycombteam xjfrogartapi"),
    // Cookies of sessions that are named after their framework.
    (SECRET_WHOLE, "aiohttpsession cisession laravelsession symfony"),
    // What PCI DSS and public scrubbers ask to redact besides `cvv` and `ssn`: the number of a card, and its long name.
    (SECRET_WHOLE, "cardnumber ccnumber ccnum creditcardnumber socialsecuritynumber"),
    // A string under these names is a credential, an object mostly the settings of one.
    (STRING_WHOLE, "auth creditcard"),
    // Only the value tells: a session or a signature may be an id, a flag or the secret.
    (WEAK_LAST, "session sess sid oauth authentication signature sig seed"),
    // Head nouns of names that talk about a secret: identity and place.
    (
        ABOUT,
        "id ids uuid guid arn ref refs reference references identifier identifiers name names label labels title alias owner user users username email author \
         url urls uri uris endpoint endpoints link links host hostname domain port server servers client region realm \
         origin path paths file files filename filepath dir directory folder location bucket namespace prefix suffix \
         keyfile certfile",
    ),
    // … and quantity and time.
    (
        ABOUT,
        "attempt attempts retries count counts counter total number num limit limits length len size sizes bits max min minimum maximum rate \
         per ratio remaining used usage budget cost price accuracy probability logprobs latency throughput age ttl \
         expiry expiration expirationdate expire expires expired lifetime duration timeout timeouts interval seconds \
         secs sec ms minutes hours hour days day month year date time timestamp at on in created updated deleted \
         changed registered removed revoked rotated reset complexity strength threshold quota level levels",
    ),
    // … and kind and state.
    (
        ABOUT,
        "variable variables type types kind method methods mode modes format scheme schemes scope scopes algorithm algorithms alg algs \
         curve exponent version versions index idx status state enabled enable disabled disable required require \
         requires supported allowed allow optional missing present valid invalid verified verify verification \
         validated validation check checked checker checks rotation rotate changes consent exists found match \
         matches matched",
    ),
    // … and description and machinery.
    (
        ABOUT,
        "policy policies rule rules schema spec pattern regex template placeholder hint hints help description detail \
         details message reason error errors doc docs question info metadata stats metrics config configuration \
         settings option options property properties attribute attributes field fields column columns entity object \
         objects resource resources provider providers manager service services store storage vault ring source \
         audience issuer handler middleware module plugin factory class selector mapping permission permissions \
         profile profiles request requests response responses result results restriction restrictions constraint \
         group groups role roles action actions event events flow flows grant grants pair pairs frame frames board \
         command cmd process helper program script hook color colour change challenge protection scanning repositories sources owners stacks leader list allowlist",
    ),
    // Words that leave the verdict to the word before them: encodings, environments, containers.
    (
        NEUTRAL,
        "value values val string str text txt raw plain plaintext clear cleartext hash hashed digest encrypted enc \
         encoded base b hex pem der x y v a c new old current prev previous next primary secondary backup default temp \
         tmp test sandbox prod production staging dev development live env var header headers param parameter arg \
         argument data bytes payload json xml yaml content contents body input confirm confirmation repeat again \
         retype cache local global",
    ),
    // Before `key`: purposes whose key opens something.
    (
        KEY_OWNER,
        "access account activation admin aes api app application auth authentication backup bot broker certificate cipher client \
         connection consumer crypto customer decrypt decryption deploy deployment dsa ec ecdsa ed ed25519 encrypt \
         encrypting encryption fernet functions gateway gpg hmac host hub ingest ingestion instrumentation integration \
         licence license live login management master partner pem personal pgp preshared priv privacy private pro provisioning \
         recovery replication restricted root rsa sa sas secret security server service session shared sign \
         signature signing ssh ssl storage subscription svc tls unseal wallet webhook write x",
    ),
    // … and vendors whose keys are named after them.
    (
        KEY_OWNER,
        "adobe akismet algolia anthropic aws azure brave cohere confluent datadog dd deepseek discord elastic exa \
         firebase gcp gemini github gitlab google grafana groq hf honeycomb huggingface jira linear mailgun mapbox \
         mistral newrelic notion openai openrouter perplexity pinecone qdrant rapidapi recaptcha replicate sendgrid \
         sentry serper slack stripe supabase tavily twilio weaviate",
    ),
    // Before `key`: data structures, databases, keyboards.
    (
        KEY_PLAIN,
        "missing unknown extra unexpected duplicate sorted all object valid invalid primary foreign public pub publishable publish site input output restore composite compound candidate natural surrogate unique partition sort sorting \
         ordering order cluster clustering range hash index row column field table record item entry object map dict \
         node tree parent child first last min max any no has is get set on option config setting settings \
         param params property attribute attr attributes label tag meta data json yaml schema sequence lookup \
         registry cache redis kafka s3 r2 s r bucket kv idempotency idempotent dedup dedupe message msg \
         routing group feature flag flags metric i18n locale translation lang react dom query prompt page project \
         ticket issue component state doc document fingerprint major minor home end enter escape tab shift \
         arrow ctrl control alt hot shortcut accelerator pressed cursor left right up down turn low high answer legend",
    ),
    // Before `token`: parsing, pagination, progress and language models.
    (
        TOKEN_PLAIN,
        "abort bos bpe cancel done result cancellation checkpoint completion continuation continue count credit current cursor \
         delimiter design end eos expected fallback first grammar input invalid last lexer lookahead mask max min name \
         next num number output pad page pagination paging parser per prev previous progress prompt reserved resume \
         resumption scroll separator skip special start stop sync syntax total unexpected unk unknown word",
    ),
    // Before `tokens`: plural of a credential. Everything else before `tokens` counts them.
    (
        TOKENS_OWNER,
        "access account api auth bearer bot device id oauth personal refresh secret service session user",
    ),
    // After `auth` or `authorization`: the key still holds the credential.
    (
        AUTH_HOLDER,
        "basic bearer blob code data digest header headers info key pass password payload secret string token \
         value values",
    ),
    // In front: the key is a question, a setting or a number about the secret.
    (
        SWITCH,
        "allow allows allowed automount can could did disable disabled enable enabled exclude expect force forgot forgotten lost has had have hide \
         ignore include includes is keep mask max min missing must need needs no num prevent prompt require required \
         requires reset rotate should show skip supports throttle total use uses using validate verify with without",
    ),
];

/// Words that count inside a longer word without a separator (`mysqlpassword`, `openaiapikey`). They are too long to stand there
/// by accident.
pub(crate) const GLUED: &str = "accesskey accesstoken apikey apitoken authtoken clientsecret credential passphrase passwd password privatekey secretkey sessid";

/// Words that contain `secret` and name no secret.
pub(crate) const NOT_SECRET: &str = "secretar secreta secrete secreti secretl secretm secreto";

/// Words that end in `pass` and name no password.
pub(crate) const NOT_PASS: &str = "allpass bandpass bypass compass encompass highpass lowpass overpass renderpass repass subpass surpass trespass underpass";

/// Words that end a name in scripts without blanks between words, or with endings before them.
pub(crate) const SUFFIXES: &str =
    "密码 密碼 口令 密钥 密鑰 令牌 パスワード 暗証番号 秘密鍵 비밀번호 암호 пароль รหัสผ่าน";
