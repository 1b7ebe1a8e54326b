//! Child processes: shown as they start, their output live, and kept where somebody reads it.

use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// What a child printed on both streams, and whether it said that all went well.
pub(crate) struct Heard {
    pub(crate) success: bool,
    pub(crate) text: String,
}

/// A command, not started yet. Children never read from the keyboard.
pub(crate) struct Job {
    command: Command,
    /// What is left out of paths where the command is shown.
    root: PathBuf,
}

impl Job {
    /// A command that runs in `root`.
    pub(crate) fn new(program: impl AsRef<OsStr>, root: &Path) -> Self {
        let mut command = Command::new(program);
        command.current_dir(root).stdin(Stdio::null());
        Self { command, root: root.to_path_buf() }
    }

    pub(crate) fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.command.arg(arg);
        self
    }

    pub(crate) fn args<A: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = A>) -> Self {
        self.command.args(args);
        self
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn dir(mut self, folder: impl AsRef<Path>) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Runs with live output; an error if it fails.
    pub(crate) fn run(mut self) -> Result<()> {
        let shown = self.show();
        let status = self.command.status().with_context(|| format!("cannot start `{shown}`"))?;
        if status.success() { Ok(()) } else { bail!("`{shown}` failed ({status})") }
    }

    /// Runs without a word; its standard output, or an error with what it complained of.
    pub(crate) fn read(mut self) -> Result<String> {
        let shown = self.shown();
        let output = self.command.output().with_context(|| format!("cannot start `{shown}`"))?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            bail!("`{shown}` failed ({}): {}", output.status, said.trim());
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Runs with live output, and keeps it, both streams in the order they came.
    pub(crate) fn tee(mut self) -> Result<Heard> {
        let shown = self.show();
        let (reader, writer) = io::pipe()?;
        self.command.stdout(writer.try_clone()?).stderr(writer);
        let mut child = self.command.spawn().with_context(|| format!("cannot start `{shown}`"))?;
        // The command holds the writing ends: with them open, the reading would never end.
        drop(self.command);
        let mut text = String::new();
        let mut lines = BufReader::new(reader);
        let mut line = Vec::new();
        while lines.read_until(b'\n', &mut line)? > 0 {
            io::stdout().write_all(&line)?;
            text.push_str(&String::from_utf8_lossy(&line));
            line.clear();
        }
        Ok(Heard { success: child.wait()?.success(), text })
    }

    fn show(&self) -> String {
        let shown = self.shown();
        println!("$ {shown}");
        shown
    }

    fn shown(&self) -> String {
        let mut words = vec![self.command.get_program().to_string_lossy()];
        words.extend(self.command.get_args().map(OsStr::to_string_lossy));
        words.join(" ").replace(&format!("{}/", self.root.display()), "")
    }
}
