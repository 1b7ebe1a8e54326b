//! A keyed hash.

/// SipHash-2-4, a keyed hash: without the key nobody learns from it whether a guess is right.
pub(crate) fn siphash(key: [u64; 2], bytes: &[u8]) -> u64 {
    let [low, high] = key;
    let mut state = [
        low ^ 0x736f_6d65_7073_6575,
        high ^ 0x646f_7261_6e64_6f6d,
        low ^ 0x6c79_6765_6e65_7261,
        high ^ 0x7465_6462_7974_6573,
    ];
    let (mut word, mut length) = (0, 0_u64);
    for byte in bytes {
        word |= u64::from(*byte) << (length % 8 * 8);
        length += 1;
        if length % 8 == 0 {
            absorb(&mut state, word, 2);
            word = 0;
        }
    }
    absorb(&mut state, word | length << 56, 2);
    state[2] ^= 0xff;
    absorb(&mut state, 0, 4);
    state[0] ^ state[1] ^ state[2] ^ state[3]
}

/// Absorbs a word into the state, in so many rounds.
fn absorb([a, b, c, d]: &mut [u64; 4], word: u64, rounds: u32) {
    *d ^= word;
    for _ in 0..rounds {
        *a = a.wrapping_add(*b);
        *b = b.rotate_left(13) ^ *a;
        *a = a.rotate_left(32);
        *c = c.wrapping_add(*d);
        *d = d.rotate_left(16) ^ *c;
        *a = a.wrapping_add(*d);
        *d = d.rotate_left(21) ^ *a;
        *c = c.wrapping_add(*b);
        *b = b.rotate_left(17) ^ *c;
        *c = c.rotate_left(32);
    }
    *a ^= word;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_one_of_its_authors() {
        // The vectors of the paper: the key is 00 01 … 0f, the message 00 01 … of so many bytes.
        let key = [0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908];
        let message: Vec<u8> = (0..64).collect();
        for (length, expected) in [
            (0, 0x726f_db47_dd0e_0e31),
            (1, 0x74f8_39c5_93dc_67fd),
            (7, 0xab02_00f5_8b01_d137),
            (8, 0x93f5_f579_9a93_2462),
            (15, 0xa129_ca61_49be_45e5),
        ] {
            assert_eq!(siphash(key, &message[..length]), expected, "{length} bytes");
        }
    }
}
