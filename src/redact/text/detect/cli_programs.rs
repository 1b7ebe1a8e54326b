//! Programs of command lines with a short flag that takes a password.

use crate::redact::text::cursor::{ALNUM, Text};

/// Stands in the table for a password right after `-p`, without a blank.
pub(crate) const GLUED: u8 = b'-';

/// Flags, each with a program that takes a password with it.
const PROGRAMS: &[(u8, &[u8])] = &[
    (b'u', b"curl"),
    (b'u', b"wget"),
    (b'p', b"sshpass"),
    (b'p', b"psexec"),
    (b'p', b"docker login"),
    (b'p', b"podman login"),
    (b'p', b"helm registry login"),
    (b'p', b"az login"),
    (GLUED, b"mysql "),
    (GLUED, b"mysqldump "),
    (GLUED, b"mysqladmin "),
    (GLUED, b"mariadb "),
    (b'P', b"zip "),
    (b'P', b"sqlcmd"),
    (b'N', b"ssh-keygen"),
    (b'a', b"redis-cli"),
    (b'w', b"ldapsearch"),
    (b'w', b"ldapmodify"),
];

/// How far before its flag a program is looked for.
const COMMAND_LIMIT: usize = 256;

/// Where each program was seen last. Flags come in the order of the text, so each byte is searched once.
#[derive(Default)]
pub(crate) struct ProgramMemo {
    /// Up to here the text has been searched.
    searched: usize,
    seen: [Option<usize>; PROGRAMS.len()],
}

impl ProgramMemo {
    /// Whether a program that takes a password with `flag` stands before the flag at `at`.
    pub(crate) fn has(&mut self, text: Text<'_>, at: usize, flag: u8) -> bool {
        let from = at.saturating_sub(COMMAND_LIMIT);
        for i in self.searched.max(from)..at {
            if text.was(i, ALNUM)
                || !matches!(text.at(i) | 0x20, b'a' | b'c' | b'd' | b'h' | b'l'..=b'm' | b'p' | b'r'..=b's' | b'w' | b'z')
            {
                continue;
            }
            for (seen, (_, program)) in self.seen.iter_mut().zip(PROGRAMS) {
                if program.first() == Some(&(text.at(i) | 0x20))
                    && text.slice(i, i + program.len()).eq_ignore_ascii_case(program)
                {
                    *seen = Some(i);
                }
            }
        }
        self.searched = self.searched.max(at);
        let is_near = |seen: &Option<usize>| seen.is_some_and(|seen| seen >= from);
        self.seen.iter().zip(PROGRAMS).any(|(seen, (own, _))| *own == flag && is_near(seen))
    }
}
