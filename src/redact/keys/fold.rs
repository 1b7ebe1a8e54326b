//! Letters beyond ASCII in keys, as the vocabulary has them: Latin letters without their accents, other letters in lower case.

/// The letters without accents of Latin-1 and Latin Extended-A, U+00C0 to U+017F.
const LATIN: &[u8; 192] =
    b"AAAAAAACEEEEIIIIDNOOOOO*OUUUUYTsaaaaaaaceeeeiiiidnooooo*ouuuuytyAaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGg\
    GgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlLlLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";

/// Most bytes of a folded key.
pub(crate) const FOLDED: usize = 256;

/// A key with its letters folded.
pub(crate) struct Folded {
    bytes: [u8; FOLDED],
    length: usize,
}

impl Folded {
    /// Folds a key, which may begin or end inside a character.
    pub(crate) fn of(key: &[u8]) -> Self {
        let mut folded = Self { bytes: [0; FOLDED], length: 0 };
        let mut rest = key;
        while let Some(&first) = rest.first() {
            let length = match first {
                0xc0..=0xdf => 2,
                0xe0..=0xef => 3,
                0xf0.. => 4,
                // Also the rest of a character that was cut.
                _ => 1,
            };
            let Some((character, behind)) = rest.split_at_checked(length) else { break };
            rest = behind;
            match *character {
                [ascii] if ascii < 0x80 => folded.push(u32::from(ascii)),
                [a, b] => folded.push(fold(bits(u32::from(a) & 0x1f, &[b]))),
                [a, b, c] => folded.push(fold(bits(u32::from(a) & 0xf, &[b, c]))),
                _ => {}
            }
        }
        folded
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }

    /// Appends a character of at most three bytes; NUL is none.
    fn push(&mut self, code: u32) {
        let mut encoded = [0; 4];
        let Some(character) = char::from_u32(code).filter(|_| code != 0) else { return };
        for byte in character.encode_utf8(&mut encoded).bytes() {
            if let Some(slot) = self.bytes.get_mut(self.length) {
                *slot = byte;
                self.length += 1;
            }
        }
    }
}

/// The code point that continues `high` with the bits of continuation bytes.
fn bits(high: u32, bytes: &[u8]) -> u32 {
    bytes.iter().fold(high, |code, byte| code << 6 | u32::from(byte & 0x3f))
}

/// The letter that a letter stands for in the vocabulary. 0 for what cannot be seen and for accents that follow their letter.
fn fold(code: u32) -> u32 {
    match code {
        0xc0..=0x17f => {
            usize::try_from(code - 0xc0).ok().and_then(|at| LATIN.get(at)).copied().map_or(code, u32::from)
        }
        // Vietnamese: horns, and in Latin Extended Additional the letters in the order of the alphabet.
        0x1a0 | 0x1a1 | 0x1ecc..=0x1ee3 => u32::from(b'o'),
        0x1af | 0x1b0 | 0x1ee4..=0x1ef1 => u32::from(b'u'),
        0x1ea0..=0x1eb7 => u32::from(b'a'),
        0x1eb8..=0x1ec7 => u32::from(b'e'),
        0x1ec8..=0x1ecb => u32::from(b'i'),
        0x1ef2..=0x1ef9 => u32::from(b'y'),
        0x218 | 0x219 => u32::from(b's'),
        0x21a | 0x21b => u32::from(b't'),
        // Greek, without accents and with one small sigma.
        0x386 | 0x3ac => 0x3b1,
        0x388 | 0x3ad => 0x3b5,
        0x389 | 0x3ae => 0x3b7,
        0x38a | 0x3af => 0x3b9,
        0x38c | 0x3cc => 0x3bf,
        0x38e | 0x3cd => 0x3c5,
        0x38f | 0x3ce => 0x3c9,
        0x3c2 => 0x3c3,
        0x391..=0x3a9 | 0x410..=0x42f => code + 0x20,
        0x400..=0x40f => code + 0x50,
        // Quotes and dashes that are not ASCII, and ideographic punctuation.
        0x2010..=0x2027 | 0x3000..=0x3020 => u32::from(b' '),
        // Full-width letters and digits.
        0xff10..=0xff5a => code - 0xfee0,
        // Combining accents; hyphens, spaces and marks without a width.
        0x300..=0x36f | 0xad | 0x200b..=0x200f | 0x2060 | 0xfeff => 0,
        _ => code,
    }
}

#[cfg(test)]
mod tests {
    use super::Folded;

    #[test]
    fn letters_lose_accents_and_case() {
        for (name, key, expected) in [
            ("latin", "CONTRASEÑA Größe Hasło şifre", "CONTRASENA Grose Haslo sifre"),
            ("decomposed", "contrasen\u{303}a u\u{308}", "contrasena u"),
            ("vietnamese", "mật khẩu", "mat khau"),
            ("greek", "Κωδικός ΚΩΔΙΚΟΣ", "κωδικοσ κωδικοσ"),
            ("cyrillic", "ПАРОЛЬ Ёлка", "пароль ёлка"),
            ("full width", "ｐａｓｓＷＯＲＤ", "passWORD"),
            ("quotes", "“password”", " password "),
            ("invisible", "pass\u{200b}word", "password"),
            ("others", "密码 비밀번호", "密码 비밀번호"),
            ("beyond the third plane", "a😀b", "ab"),
        ] {
            assert_eq!(String::from_utf8_lossy(Folded::of(key.as_bytes()).bytes()), expected, "{name}");
        }
        assert_eq!(Folded::of(&[0xe5, 0xaf]).bytes(), b"", "cut off");
    }
}
