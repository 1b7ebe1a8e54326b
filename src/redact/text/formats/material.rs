//! Key material and hashes that name their own format: password hashes, private keys, session cookies.

use crate::redact::text::cursor::{DASH, HEX, JOINT};
use crate::redact::text::formats::format::{BASE64, CRYPT, Format, PARTS, SMALL, at_least};

pub(super) const FORMATS: &[Format] = &[
    // Encrypted session cookies of Rails and .NET.
    at_least("rw_Fe26.2**", PARTS, 30),
    at_least("CfDJ8", BASE64, 80),
    // Password hashes in the modular crypt format: bcrypt, SHA-crypt, yescrypt, Apache's MD5.
    at_least("$1$", CRYPT, 26),
    at_least("$2a$", CRYPT, 50),
    at_least("$2b$", CRYPT, 50),
    at_least("$2y$", CRYPT, 50),
    at_least("$5$", CRYPT, 40),
    at_least("$6$", CRYPT, 40),
    at_least("$y$", CRYPT, 40),
    at_least("$apr1$", CRYPT, 20),
    // Password hashes of Django, PostgreSQL (RFC 5803) and LDAP (RFC 2307); passlib's PBKDF2.
    at_least("pbkdf2_sha256$", CRYPT, 40),
    at_least("$pbkdf2-", CRYPT | DASH, 40),
    at_least("SCRAM-SHA-256$", CRYPT | JOINT, 80),
    at_least("{SSHA}", BASE64, 28),
    at_least("{SSHA512}", BASE64, 28),
    // Nostr's private keys (NIP-19), macaroons of lnd in hexadecimal digits.
    at_least("nsec1", SMALL, 58),
    at_least("0201036c6e64", HEX, 100),
    // NTLM messages of type 3 in base64; PEM private keys in base64.
    at_least("TlRMTVNTUAAD", BASE64, 40),
    at_least("LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRV", BASE64, 40),
    at_least("LS0tLS1CRUdJTiBQUklWQVRFIEtFWS", BASE64, 40),
    at_least("LS0tLS1CRUdJTiBPUEVOU1NIIFBSSVZBVEUgS0VZ", BASE64, 40),
    at_least("LS0tLS1CRUdJTiBFQyBQUklWQVRFIEtFWS", BASE64, 40),
    at_least("LS0tLS1CRUdJTiBFTkNSWVBURUQgUFJJVkFURS", BASE64, 40),
    at_least("LS0tLS1CRUdJTiBQR1AgUFJJVkFURSBLRVkg", BASE64, 40),
    at_least("LS0tLS1CRUdJTiBEU0EgUFJJVkFURSBLRVkt", BASE64, 40),
    // DER private keys in base64 without their PEM lines: PKCS #1 and PKCS #8 RSA.
    at_least("MIIEpAIBAA", BASE64, 200),
    at_least("MIIEowIBAA", BASE64, 200),
    at_least("MIIEvQIBAD", BASE64, 200),
    at_least("MIIEvgIBAD", BASE64, 200),
    at_least("MIIJKAIBAA", BASE64, 200),
    at_least("MIIJQgIBAD", BASE64, 200),
    at_least("MIICXAIBAA", BASE64, 200),
    at_least("MIICXQIBAA", BASE64, 200),
    at_least("MIIBOgIBAA", BASE64, 40),
    at_least("MIGHAgEAMB", BASE64, 100),
    at_least("MHcCAQEEI", BASE64, 100),
    at_least("b3BlbnNzaC1rZXktdjE", BASE64, 100),
];
