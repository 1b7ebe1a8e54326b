//! Internal hosts: private and loopback addresses, and names that public DNS does not resolve.

use crate::word_set::words;

/// Top-level domains that exist only inside a network.
const ENDINGS: &str = "internal local localhost svc lan intranet corp";

/// Schemes of URLs, or their beginnings, whose authority is a host. With other schemes it may be any name: `notes://welcome`.
const SCHEMES: &str = "http ws postgres redis mysql mongodb amqp tcp ssh ftp";

/// Whether the authority of a URL with this scheme is a host.
pub(super) fn is_network(scheme: &[u8]) -> bool {
    words!(SCHEMES).begin(scheme)
}

/// Whether `name` is the name of an internal host.
pub(super) fn is_internal_name(name: &[u8]) -> bool {
    match name.iter().rposition(|byte| *byte == b'.') {
        Some(dot) => words!(ENDINGS).has(name.get(dot + 1..).unwrap_or_default()),
        // `local` and `internal` alone are plain words.
        None => name.eq_ignore_ascii_case(b"localhost"),
    }
}

/// The length of the IPv4 address at the start of `bytes`, and whether it is internal.
pub(super) fn ipv4(bytes: &[u8]) -> Option<(usize, bool)> {
    let mut octets = [0_u32; 4];
    let mut at = 0;
    for (index, octet) in octets.iter_mut().enumerate() {
        if index > 0 {
            if bytes.get(at) != Some(&b'.') {
                return None;
            }
            at += 1;
        }
        let start = at;
        while let Some(digit) = bytes.get(at).filter(|byte| byte.is_ascii_digit() && at < start + 3) {
            *octet = *octet * 10 + u32::from(*digit - b'0');
            at += 1;
        }
        if at == start || *octet > 255 {
            return None;
        }
    }
    let is_part_of_more = match bytes.get(at) {
        Some(b'.') => bytes.get(at + 1).is_some_and(u8::is_ascii_digit),
        Some(byte) => byte.is_ascii_alphanumeric() || *byte == b'_',
        None => false,
    };
    let internal = matches!(
        octets,
        [0 | 10 | 127, ..] | [169, 254, ..] | [172, 16..=31, ..] | [192, 168, ..] | [100, 64..=127, ..]
    );
    (!is_part_of_more).then_some((at, internal))
}

/// The length of the internal IPv6 address at the start of `bytes`, with its zone, or with the port that Node writes after it.
pub(super) fn internal_ipv6(bytes: &[u8]) -> Option<usize> {
    // Every internal address has a hexadecimal digit there, and most texts do not.
    if !bytes.get(2)?.is_ascii_hexdigit() {
        return None;
    }
    let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || b":.%".contains(byte);
    let mut end = bytes.iter().take(64).take_while(is_part).count();
    while end > 2 && b":.".contains(bytes.get(end - 1)?) {
        end -= 1;
    }
    let address = bytes.get(..end)?;
    let head: [u8; 7] = std::array::from_fn(|at| address.get(at).map_or(0, u8::to_ascii_lowercase));
    let is_internal = match head {
        [b':', b':', b'f', _, _, b'f', b':'] => ipv4(address.get(7..)?)?.1,
        [b':', b':', b'1', next, ..] => matches!(next, 0 | b':'),
        [b'f', second @ b'c'..=b'e', third, fourth, b':', ..] => {
            let is_private = second != b'e' || matches!(third, b'8' | b'9' | b'a' | b'b');
            is_private
                && fourth.is_ascii_hexdigit()
                && address.iter().rposition(|byte| *byte == b':') > Some(4)
        }
        _ => false,
    };
    is_internal.then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let cases = [
            ("10.1.2.3", Some((8, true))),
            ("172.15.0.1", Some((10, false))),
            ("172.31.255.1:80", Some((12, true))),
            ("192.168.0.1.", Some((11, true))),
            ("169.254.169.254", Some((15, true))),
            ("8.8.8.8", Some((7, false))),
            ("10.1.2", None),
            ("10.1.2.3.4", None),
            ("10.1.2.300", None),
            ("10.0.0.1rc1", None),
        ];
        for (text, expected) in cases {
            assert_eq!(ipv4(text.as_bytes()), expected, "{text}");
        }
        let cases = [
            ("::1", Some(3)),
            ("::1:3000", Some(8)),
            ("::1: refused", Some(3)),
            ("fe80::1%eth0", Some(12)),
            ("fd12:3456::1.", Some(12)),
            ("::ffff:10.0.0.1", Some(15)),
            ("::FFFF:8.8.8.8", None),
            ("feat: add", None),
            ("2001:db8::1", None),
            ("fd::x", None),
            ("fade:", None),
        ];
        for (text, expected) in cases {
            assert_eq!(internal_ipv6(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn names() {
        for name in
            ["localhost", "LOCALHOST", "db.internal", "x.svc.cluster.local", "api.svc", "app.localhost"]
        {
            assert!(is_internal_name(name.as_bytes()), "{name}");
        }
        for name in ["local", "internal", "internals", "example.com", "localhost.example.com", "dblocal"] {
            assert!(!is_internal_name(name.as_bytes()), "{name}");
        }
        assert!(is_network(b"https") && is_network(b"postgresql") && !is_network(b"notes"));
    }
}
