//! Programs of command lines with flags that take a password, and which flags these are.

use crate::redact::text::cursor::{ALNUM, BLANK, DASH, Text, UNDER};

/// What a flag of a program takes.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Takes {
    /// A password, as the next word.
    Password,
    /// A password right after the flag, without a blank.
    Glued,
    /// A user and a password as the next word, with a colon or a percent sign between them.
    User,
    /// A file, a user and a password, as the next three words.
    FileUserPassword,
    /// A name and its value after an equals sign: `--from-literal=name=value`.
    Literal,
}

use Takes::{FileUserPassword, Glued, Literal, Password, User};

/// Programs in the order of the alphabet, what their flags take, and these flags.
const PROGRAMS: &[(&str, Takes, &str)] = &[
    ("7z", Glued, "p"),
    ("7za", Glued, "p"),
    ("7zz", Glued, "p"),
    ("az login", Password, "p"),
    ("bcp", Password, "P"),
    ("buildah login", Password, "p"),
    ("cf login", Password, "p"),
    ("cqlsh", Password, "p"),
    ("create secret", Literal, "from-literal"),
    ("curl", User, "u user proxy-user U"),
    ("docker login", Password, "p"),
    ("doctl auth init", Password, "t"),
    ("etcdctl", User, "user"),
    ("evil-winrm", Password, "p"),
    ("gh secret set", Password, "b body"),
    ("helm registry login", Password, "p"),
    ("htpasswd", FileUserPassword, "b"),
    ("http ", User, "a auth"),
    ("https ", User, "a auth"),
    ("ibmcloud login", Password, "p"),
    ("ipmitool", Password, "P"),
    ("isql", Password, "P"),
    ("keyvault secret set", Password, "value"),
    ("ldapadd", Password, "w"),
    ("ldapdelete", Password, "w"),
    ("ldapmodify", Password, "w"),
    ("ldappasswd", Password, "w a s"),
    ("ldapsearch", Password, "w"),
    ("ldapwhoami", Password, "w"),
    ("mariadb", Glued, "p"),
    ("mariadb-dump", Glued, "p"),
    ("mongo", Password, "p"),
    ("mongodump", Password, "p"),
    ("mongoexport", Password, "p"),
    ("mongoimport", Password, "p"),
    ("mongorestore", Password, "p"),
    ("mongosh", Password, "p"),
    ("mosquitto_pub", Password, "P"),
    ("mosquitto_sub", Password, "P"),
    ("mysql", Glued, "p"),
    ("mysqladmin", Glued, "p"),
    ("mysqlcheck", Glued, "p"),
    ("mysqldump", Glued, "p"),
    ("mysqlimport", Glued, "p"),
    ("mysqlsh", Glued, "p"),
    ("nuget push", Password, "k"),
    ("oc login", Password, "p"),
    ("openssl", Password, "k K"),
    ("osql", Password, "P"),
    ("plink", Password, "pw"),
    ("podman login", Password, "p"),
    ("pscp", Password, "pw"),
    ("psexec", Password, "p"),
    ("rabbitmqadmin", Password, "p"),
    ("rar", Glued, "p"),
    ("rdesktop", Password, "p"),
    ("redis-cli", Password, "a"),
    ("rpcclient", User, "U"),
    ("security unlock-keychain", Password, "p"),
    ("skopeo login", Password, "p"),
    ("smbclient", User, "U"),
    ("snmpbulkwalk", Password, "c A X"),
    ("snmpget", Password, "c A X"),
    ("snmpset", Password, "c A X"),
    ("snmpwalk", Password, "c A X"),
    ("sqlcmd", Password, "P"),
    ("ssh-keygen", Password, "N P"),
    ("sshpass", Glued, "p"),
    ("sshpass", Password, "p"),
    ("tsql", Password, "P"),
    ("twine", Password, "p"),
    ("unrar", Glued, "p"),
    ("unzip", Password, "P"),
    ("valkey-cli", Password, "a"),
    ("wget", User, "u user"),
    ("xh ", User, "a auth"),
    ("zip", Password, "P"),
];

/// Bytes before a packed row: what its flags take, the length of the program and that of the flags.
const HEAD: usize = 3;

/// The rows one after the other, each with its program and then its flags: a third of the size that an array of them has.
static PACKED: [u8; LENGTH] = PACKED_AT_BUILD.0;

/// Where the programs of each first letter begin among the packed rows; those that begin with a digit come first.
static STARTS: [u16; LETTERS + 1] = PACKED_AT_BUILD.1;
const LETTERS: usize = 27;

const PACKED_AT_BUILD: ([u8; LENGTH], [u16; LETTERS + 1]) = packed();

#[expect(clippy::indexing_slicing, reason = "evaluated at compile time, where a bad index fails the build")]
const LENGTH: usize = {
    let (mut length, mut i) = (0, 0);
    while i < PROGRAMS.len() {
        length += HEAD + PROGRAMS[i].0.len() + PROGRAMS[i].2.len();
        i += 1;
    }
    length
};

#[expect(clippy::indexing_slicing, reason = "evaluated at compile time, where a bad index fails the build")]
#[expect(
    clippy::cast_possible_truncation,
    reason = "the rows have fewer than 65536 bytes, and their texts fewer than 256"
)]
const fn packed() -> ([u8; LENGTH], [u16; LETTERS + 1]) {
    let (mut packed, mut starts) = ([0; LENGTH], [0; LETTERS + 1]);
    let (mut i, mut at, mut letter) = (0, 0, 0);
    while i < PROGRAMS.len() {
        let (program, takes, flags) = PROGRAMS[i];
        let (program, flags) = (program.as_bytes(), flags.as_bytes());
        assert!(letter_of(program[0]) >= letter, "the programs are in the order of their first letters");
        while letter < letter_of(program[0]) {
            letter += 1;
            starts[letter] = at as u16;
        }
        packed[at] = takes as u8;
        packed[at + 1] = program.len() as u8;
        packed[at + 2] = flags.len() as u8;
        at += HEAD;
        let mut byte = 0;
        while byte < program.len() + flags.len() {
            packed[at] = if byte < program.len() { program[byte] } else { flags[byte - program.len()] };
            byte += 1;
            at += 1;
        }
        i += 1;
    }
    while letter < LETTERS {
        letter += 1;
        starts[letter] = at as u16;
    }
    (packed, starts)
}

/// The number of a first letter; 0 for what is no letter.
const fn letter_of(byte: u8) -> usize {
    match byte | 0x20 {
        letter @ b'a'..=b'z' => (letter - b'a' + 1) as usize,
        _ => 0,
    }
}

/// A row as it is packed.
struct Row {
    takes: u8,
    program: &'static [u8],
    flags: &'static [u8],
    /// The place after it.
    end: usize,
}

impl Row {
    /// The row at a place of the packed ones.
    fn at(place: usize) -> Option<Self> {
        let (head, rest) = PACKED.get(place..)?.split_first_chunk::<HEAD>()?;
        let [takes, program, flags] = *head;
        let (program, rest) = rest.split_at_checked(usize::from(program))?;
        let flags = rest.get(..usize::from(flags))?;
        Some(Self { takes, program, flags, end: place + HEAD + program.len() + flags.len() })
    }
}

/// How far before its flag a program is looked for.
const COMMAND_LIMIT: usize = 256;

/// The programs that were seen, and where last. Flags come in the order of the text, so each byte is searched once.
#[derive(Default)]
pub(crate) struct ProgramMemo {
    /// Up to here the text has been searched.
    searched: usize,
    /// The place of each program's row, and that of the program in the text.
    seen: Vec<(usize, usize)>,
}

impl ProgramMemo {
    /// Whether a program whose `flag` takes this stands before the flag at `at`.
    pub(crate) fn takes(&mut self, text: Text<'_>, at: usize, flag: &[u8], takes: Takes) -> bool {
        let from = at.saturating_sub(COMMAND_LIMIT);
        for i in self.searched.max(from)..at {
            if !text.was(i, ALNUM) && text.is(i, ALNUM) {
                self.see(text, i);
            }
        }
        self.searched = self.searched.max(at);
        self.seen.iter().filter(|(_, seen)| *seen >= from).any(|(row, _)| {
            Row::at(*row).is_some_and(|row| {
                row.takes == takes as u8 && row.flags.split(|&b| b == b' ').any(|own| own == flag)
            })
        })
    }

    /// Notes the programs whose names begin at `at`.
    fn see(&mut self, text: Text<'_>, at: usize) {
        let letter = letter_of(text.at(at));
        let start = |letter: usize| STARTS.get(letter).copied().map_or(0, usize::from);
        let (mut place, end) = (start(letter), start(letter + 1));
        while place < end
            && let Some(row) = Row::at(place)
        {
            let name_end = at + row.program.len();
            let is_whole = !text.is(name_end, ALNUM | UNDER | DASH) || text.was(name_end, BLANK);
            if is_whole && text.slice(at, name_end).eq_ignore_ascii_case(row.program) {
                match self.seen.iter_mut().find(|(seen, _)| *seen == place) {
                    Some((_, seen)) => *seen = at,
                    None => self.seen.push((place, at)),
                }
            }
            place = row.end;
        }
    }
}
