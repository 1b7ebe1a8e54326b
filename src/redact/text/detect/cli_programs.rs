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

/// Where the programs of each first letter begin in the table; those that begin with a digit come first.
const STARTS: [u8; LETTERS + 1] = starts();
const LETTERS: usize = 27;

#[expect(clippy::indexing_slicing, reason = "evaluated at compile time, where a bad index fails the build")]
#[expect(clippy::cast_possible_truncation, reason = "the table has fewer than 256 rows")]
const fn starts() -> [u8; LETTERS + 1] {
    let mut starts = [0; LETTERS + 1];
    let mut i = 0;
    while i < PROGRAMS.len() {
        let letter = letter_of(PROGRAMS[i].0.as_bytes()[0]);
        assert!(
            starts[letter + 1] as usize == i || i > 0 && letter_of(PROGRAMS[i - 1].0.as_bytes()[0]) == letter
        );
        i += 1;
        let mut later = letter + 1;
        while later <= LETTERS {
            starts[later] = i as u8;
            later += 1;
        }
    }
    starts
}

/// The number of a first letter; 0 for what is no letter.
const fn letter_of(byte: u8) -> usize {
    match byte | 0x20 {
        letter @ b'a'..=b'z' => (letter - b'a' + 1) as usize,
        _ => 0,
    }
}

/// How far before its flag a program is looked for.
const COMMAND_LIMIT: usize = 256;

/// Where each program was seen last. Flags come in the order of the text, so each byte is searched once.
pub(crate) struct ProgramMemo {
    /// Up to here the text has been searched.
    searched: usize,
    /// The place after the start of the program; 0 if it was not seen.
    seen: [usize; PROGRAMS.len()],
}

impl Default for ProgramMemo {
    fn default() -> Self {
        Self { searched: 0, seen: [0; PROGRAMS.len()] }
    }
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
        self.seen.iter().zip(PROGRAMS).any(|(&seen, (_, own, flags))| {
            seen > from && *own == takes && flags.split(' ').any(|own| own.as_bytes() == flag)
        })
    }

    /// Notes the programs whose names begin at `at`.
    fn see(&mut self, text: Text<'_>, at: usize) {
        let letter = letter_of(text.at(at));
        let start = |letter: usize| STARTS.get(letter).copied().map_or(0, usize::from);
        let rows = start(letter)..start(letter + 1);
        let programs = PROGRAMS.get(rows.clone()).unwrap_or_default();
        for (seen, (program, ..)) in self.seen.get_mut(rows).unwrap_or_default().iter_mut().zip(programs) {
            let end = at + program.len();
            let ends = !text.is(end, ALNUM | UNDER | DASH) || text.was(end, BLANK);
            if ends && text.slice(at, end).eq_ignore_ascii_case(program.as_bytes()) {
                *seen = at + 1;
            }
        }
    }
}

/// Whether a word is the name of one of the programs, perhaps with its path: the first of a list of arguments.
#[expect(dead_code, reason = "lists of arguments in trees will ask it")]
pub(crate) fn is_program(word: &str) -> bool {
    let name = word.rsplit(['/', '\\']).next().unwrap_or(word);
    let name = name.strip_suffix(".exe").unwrap_or(name);
    let first_word = |program: &'static str| program.split(' ').next().unwrap_or_default();
    PROGRAMS.iter().any(|(program, ..)| first_word(program).eq_ignore_ascii_case(name))
}
