//! Tells a path of the server's file system from other texts that begin with a slash: routes, JSON pointers, paths of XML, commands,
//! names of methods, keys of an object store.

use crate::view::paths::{Mask, is_word};
use crate::view::sent::without_line;
use crate::word_set::words;

/// HTTP methods, which stand before a route.
const METHODS: &str = "GET HEAD POST PUT PATCH DELETE OPTIONS";
/// Folders at the root of Unix systems and of common images.
const ROOTS: &str = "etc var usr tmp opt srv mnt proc sys boot private nix snap lib lib64 bin sbin cygdrive workspaces __w __e";
/// Folders at the root of macOS, with a capital.
const MAC_ROOTS: &str = "users library system volumes applications";
/// Folders at the root that are also names of routes and of fields, and commands.
const WEAK_ROOTS: &str = "home root app data workspace work dev run media build builds github code vol";
/// Folders that hold files, and are as often the name of a route: a path of theirs has the extension of a file.
const FILE_ROOTS: &str = "config conf log logs src repo repos project projects storage backup backups secrets dist \
     site cache output outputs model models datasets uploads scripts server notes docs";
/// What stands before a path of a file, and names of fields that hold one.
const FILES: &str = "open file files filename filepath directory folder dir cwd scandir stat lstat chmod mkdir rmdir \
     unlink readlink spawn";
/// What stands before a route, a pointer, a command or a key.
const OTHERS: &str = "route routes endpoint endpoints handler webhook href action redirect page link url uri pointer \
     instancepath schemapath xpath selector command commands topic key keys bucket object method";
/// Words of an error of a file system.
const FAILURES: &str = "enoent eacces eperm eisdir enotdir eexist erofs enotempty enospc emfile filenotfounderror \
     permissionerror isadirectoryerror notadirectoryerror nosuchfileexception";
/// Folders of packages, in which stacks have their files.
const PACKAGES: [&[u8]; 3] = [b"/node_modules/", b"/site-packages/", b"/dist-packages/"];
/// How many bytes of a path are searched for what tells that it is one.
const REACH: usize = 256;

/// Whether a text tells of a failure of a file system, so that the paths in it are paths of that.
pub(super) fn is_file_error(text: &str) -> bool {
    let mut before: &[u8] = b"";
    text.as_bytes().split(|byte| !is_word(*byte)).any(|word| {
        // `No such file or directory`, `is a directory`, and not `Active Directory`.
        let is_failure =
            words!(FAILURES).has(word) || (word == b"directory" && matches!(before, b"or" | b"a"));
        before = word;
        is_failure
    })
}

impl Mask<'_> {
    /// Whether the path at `at`, whose first name begins at `first`, is one of a file system.
    pub(super) fn is_file_path(&mut self, at: usize, first: usize) -> bool {
        let before = self.word_before(at);
        if words!(METHODS).iter().any(|method| method == before) {
            return false;
        }
        let name_end = self.run(first, |byte| is_word(byte) || byte == b'-' || byte == b'.');
        let root = self.range(first, name_end);
        let is_capital = root.first().is_some_and(u8::is_ascii_uppercase);
        let is_root = if is_capital { words!(MAC_ROOTS).has(root) } else { words!(ROOTS).has(root) };
        // `/.ssh`, `/../etc`, but `/.well-known/openid-configuration`.
        let is_hidden = root.starts_with(b".") && root != b".well-known";
        let is_home = matches!(root, b"home" | b"root") && self.byte(name_end) == b'/';
        if is_root || is_hidden || words!(FILES).has(before) {
            return true;
        }
        let is_other = words!(OTHERS).has(before);
        if (is_home || self.is_file_error) && !is_other {
            return true;
        }
        if words!(WEAK_ROOTS).has(root) && first == at + 1 && !is_other && !self.is_pattern(name_end) {
            return true;
        }
        // A token that has been searched is not searched again from each of its slashes.
        if at < self.searched {
            return false;
        }
        let is_listed = words!(FILE_ROOTS).has(root) && !is_other;
        let is_part = |byte: u8| byte > b' ' && !b"\"'`()<>|,;".contains(&byte);
        let end = self.run(at, is_part).min(at + REACH);
        self.searched = end;
        let token = self.range(at, end);
        is_in_package(token) || has_line(token) || (is_listed && has_extension(token))
    }

    /// The word before `at`, without a quote, brackets, a colon and spaces between: `GET`, `open`, `"pointer":`. At the start of
    /// a value it is the last word of its key.
    pub(super) fn word_before(&self, at: usize) -> &[u8] {
        let is_between = |byte: u8| b"\"'`([:= ".contains(&byte);
        let mut end = at;
        while end > 0 && at - end < 4 && is_between(self.byte(end - 1)) {
            end -= 1;
        }
        if end == 0 {
            let key = self.key.as_bytes();
            return if words!(OTHERS).has(key) { key } else { last_word(key) };
        }
        let mut start = end;
        while start > 0 && end - start < 24 && is_word(self.byte(start - 1)) {
            start -= 1;
        }
        self.range(start, end)
    }

    /// Whether the rest of a path, from `at`, is that of a pattern or a pointer: `/data/:id`, `/data/{id}`, `/data/0/name`, or
    /// `/data/name must be a string`.
    fn is_pattern(&self, at: usize) -> bool {
        let mut end = at;
        while self.byte(end) == b'/' && end - at < REACH {
            let next = self.run(end + 1, |byte| is_word(byte) || b"-.~%".contains(&byte));
            let name = self.range(end + 1, next);
            let is_index = !name.is_empty() && name.len() < 4 && name.iter().all(u8::is_ascii_digit);
            if is_index || matches!(self.byte(next), b':' | b'{' | b'*') && name.is_empty() {
                return true;
            }
            end = next;
        }
        let rest = self.bytes(end);
        let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
        end > at && rest.starts_with(b" must ")
    }
}

/// The last word of a key: `dir` of `outputDir`, `file` of `config_file`.
fn last_word(key: &[u8]) -> &[u8] {
    let mut at = key.len();
    while let Some(byte) = at.checked_sub(1).and_then(|before| key.get(before)) {
        if !byte.is_ascii_alphanumeric() {
            break;
        }
        at -= 1;
        if byte.is_ascii_uppercase() {
            break;
        }
    }
    key.get(at..).unwrap_or_default()
}

/// Whether a path has a folder of packages, or a hidden folder or file.
fn is_in_package(path: &[u8]) -> bool {
    let is_hidden = |pair: &[u8]| matches!(pair, [b'/', b'.', next] if is_word(*next));
    let has_hidden = path.windows(3).any(is_hidden) && !path.windows(6).any(|part| part == b"/.well");
    has_hidden || PACKAGES.iter().any(|part| path.windows(part.len()).any(|window| window == *part))
}

/// Whether a path ends in a line, and a column, behind the extension of a file: `/x/app.js:10:5`.
fn has_line(path: &[u8]) -> bool {
    let bare = without_line(path);
    bare.len() < path.len() && has_extension(bare)
}

/// Whether the last name of a path has the extension of a file, with a letter in it.
fn has_extension(path: &[u8]) -> bool {
    let end = path.iter().rposition(|byte| is_word(*byte)).map_or(0, |at| at + 1);
    let path = path.get(..end).unwrap_or_default();
    let name = path.rsplit(|byte| *byte == b'/').next().unwrap_or_default();
    let dot = name.iter().rposition(|byte| *byte == b'.');
    dot.and_then(|dot| name.get(dot + 1..)).is_some_and(|extension| {
        (1..=6).contains(&extension.len())
            && extension.iter().all(u8::is_ascii_alphanumeric)
            && extension.iter().any(u8::is_ascii_alphabetic)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::sent::Sent;

    fn mask(text: &str, key: &str) -> Option<String> {
        Mask::new(text, &Sent::default()).under(key, is_file_error(text)).apply(0)
    }

    #[test]
    fn paths_of_a_file_system_go() {
        let cases = [
            ("a home", "no /home/ada/notes", "no [PATH]"),
            ("a home on a Mac", "no /Users/ada/x", "no [PATH]"),
            ("the home of root", "no /root/.bashrc", "no [PATH]"),
            ("a root alone", "mount /data or /tmp", "mount [PATH] or [PATH]"),
            ("an image", "cannot load /app/config/prod.yaml", "cannot load [PATH]"),
            ("a workspace", "in /workspace/repo/main.py", "in [PATH]"),
            ("a secret of Docker", "see /run/secrets/db_password", "see [PATH]"),
            ("a runner", "in /__w/repo/repo/x and /github/workspace/y", "in [PATH] and [PATH]"),
            (
                "a file of a common folder",
                "bad /config/app.toml, bad /src/index.ts",
                "bad [PATH], bad [PATH]",
            ),
            ("a package", "at /x/node_modules/pg/lib/client.js", "at [PATH]"),
            ("a package of Python", "in /x/python3.12/site-packages/a.py", "in [PATH]"),
            ("a line", "thrown in /flows/main.ts:10:5", "thrown in [PATH]"),
            ("a hidden folder", "reads /x/.ssh/id_rsa and /.aws/credentials", "reads [PATH] and [PATH]"),
            ("upwards", "no /../../x/passwd", "no [PATH]"),
            ("behind a verb", "open /flows/a: permission denied", "open [PATH]: permission denied"),
            ("a file", "file '/flows/my notes.md' is locked", "file '[PATH]' is locked"),
            (
                "an error of the file system",
                "ENOENT: no such file or directory, rename '/flows/a' -> '/flows/b'",
                "ENOENT: no such file or directory, rename '[PATH]' -> '[PATH]'",
            ),
            (
                "Python",
                "[Errno 2] No such file or directory: '/flows/a'",
                "[Errno 2] No such file or directory: '[PATH]'",
            ),
            ("Java", "NoSuchFileException: /flows/a", "NoSuchFileException: [PATH]"),
            ("deleted", "cannot delete /tmp/x/y", "cannot delete [PATH]"),
            ("the URL of a file", "url file:///flows/a", "url [PATH]"),
            ("a database", "sqlite:////flows/a.db", "sqlite://[PATH]"),
            ("a socket", "unix:///run/x.sock", "unix://[PATH]"),
            ("a route of a system", "route /etc/iproute2/x", "route [PATH]"),
        ];
        for (name, given, expected) in cases {
            assert_eq!(mask(given, "").as_deref(), Some(expected), "{name}");
            assert_eq!(mask(expected, ""), None, "{name}: twice");
        }
        for key in ["cwd", "file", "outputDir", "config_file", "working_directory", "filename"] {
            assert_eq!(mask("/flows/a", key).as_deref(), Some("[PATH]"), "{key}");
        }
    }

    #[test]
    fn other_texts_with_a_slash_stay() {
        let texts = [
            "Model 'm' cannot be used on /v1/chat/completions, use POST /v1/images/generations",
            "GET /home/feed, DELETE /data/7 and PUT \"/var/x\" answered 404",
            "route /users/:id, endpoint /api/v2/orders, endpoint: /app/orders",
            "redirect to /login?next=/account, see /docs/errors#timeouts",
            "/projects/:id/issues, /repos/{owner}/{repo}, /app/:tenant and /data/{id}",
            "unknown command /deploy; try /help or command /build",
            "/body/title must be string, /data/title must be string, \"/data/title\" must be string",
            "JSON pointer /items/0/name, pointer /data/attributes/title, /data/0/name is missing",
            "XPath //div[@id=\"a\"]/span, //data/item[1] and xpath /app/x",
            "gRPC method /acme.v1.Users/Get, /grpc.health.v1.Health/Check",
            "<a href=\"/login\">, <form action=\"/app/save\">, </home>, <img src='/logo.png'>",
            "S3 key /2024/01/a.csv, key /data/a/b.csv, topic /sensors/temp",
            "/.well-known/oauth-protected-resource is missing, retried on /mcp",
            "notes:///today, resource:///flows/a",
            "//cdn.example.org/lib.js, /images/logo.png",
            "Active Directory has no /tenants/7",
            "Slack /remind, Telegram /start, /logs and /config",
            "{\"source\":{\"pointer\":\"/data/attributes/name\"}}",
        ];
        for text in texts {
            assert_eq!(mask(text, ""), None, "{text}");
        }
        for key in ["instancePath", "pointer", "route", "request_url", "endpoint"] {
            assert_eq!(mask("/data/title", key), None, "{key}");
        }
    }

    #[test]
    fn what_the_caller_sent_stays() {
        let arguments = r#"{"source":"/srv/notes/today.md","list":["C:\\notes\\a.md",{"url":"file:///srv/b.md"}],
            "code":"load('/srv/c.py')","server":"http://10.0.0.5:8080/x","folder":"/data/"}"#;
        let sent = Sent::of(&arguments.parse().unwrap());
        let cases = [
            (
                "a path",
                "rename '/srv/notes/today.md' -> '/srv/archive/x'",
                "rename '/srv/notes/today.md' -> '[PATH]'",
            ),
            ("on a drive", r"no C:\notes\a.md, no C:\notes\b.md", r"no C:\notes\a.md, no [PATH]"),
            ("of a URL", "no /srv/b.md", "no /srv/b.md"),
            ("the URL", "no file:///srv/b.md", "no file:///srv/b.md"),
            ("in a text", "/srv/c.py:3: bad", "/srv/c.py:3: bad"),
            ("below it", "no /srv/notes/today.md/x", "no [PATH]"),
            ("above it", "no /srv/notes", "no [PATH]"),
            (
                "a host",
                "http://10.0.0.5:8080/x is down, so is 10.0.0.6:80",
                "http://10.0.0.5:8080/x is down, so is [HOST]",
            ),
            ("a folder", "no /data and no /data/x", "no /data and no [PATH]"),
        ];
        for (name, given, expected) in cases {
            let masked = Mask::new(given, &sent).apply(0);
            assert_eq!(masked.as_deref().unwrap_or(given), expected, "{name}");
        }
    }
}
