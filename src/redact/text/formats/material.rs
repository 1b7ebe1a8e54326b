//! Key material and hashes that name their own format: password hashes, private keys, session cookies.

use crate::redact::text::formats::format::{BASE64, CRYPT, Format, PARTS, at_least};

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
