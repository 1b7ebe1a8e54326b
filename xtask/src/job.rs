//! Child processes: the command is printed as it starts, its output is shown live, and captured where a task reads it.

use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// What a child printed on both streams, and whether it exited with success.
pub(crate) struct Captured {
    pub(crate) success: bool,
    pub(crate) text: String,
}

/// A command that has not started yet. Children never read from the keyboard.
pub(crate) struct Job {
    command: Command,
    /// This folder is left out of paths where the command is shown.
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

    /// Runs with live output. An error if the child fails.
    pub(crate) fn run(mut self) -> Result<()> {
        let shown = self.show();
        let status = self.command.status().with_context(|| format!("cannot start `{shown}`"))?;
        if status.success() { Ok(()) } else { bail!("`{shown}` failed ({status})") }
    }

    /// Runs with live output. Returns whether the child exited with success.
    pub(crate) fn succeeds(mut self) -> Result<bool> {
        let shown = self.show();
        let status = self.command.status().with_context(|| format!("cannot start `{shown}`"))?;
        Ok(status.success())
    }

    /// Runs without output. Returns the child's standard output, or an error with its standard error.
    pub(crate) fn read(mut self) -> Result<String> {
        let shown = self.shown();
        let output = self.command.output().with_context(|| format!("cannot start `{shown}`"))?;
        if !output.status.success() {
            let complaint = String::from_utf8_lossy(&output.stderr);
            bail!("`{shown}` failed ({}): {}", output.status, complaint.trim());
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Runs with live standard error, and hands each line of standard output to `read`, which may print it. Returns whether
    /// the child exited with success.
    pub(crate) fn read_lines(mut self, read: impl FnMut(&str)) -> Result<bool> {
        let shown = self.show();
        let child = self.command.stdout(Stdio::piped()).spawn();
        let mut child = child.with_context(|| format!("cannot start `{shown}`"))?;
        for_each_line(child.stdout.take().context("no standard output")?, read)?;
        Ok(child.wait()?.success())
    }

    /// Runs with live output, and captures it, both streams in the order in which they came.
    pub(crate) fn tee(mut self) -> Result<Captured> {
        let shown = self.show();
        let (reader, writer) = io::pipe()?;
        self.command.stdout(writer.try_clone()?).stderr(writer);
        let mut child = self.command.spawn().with_context(|| format!("cannot start `{shown}`"))?;
        // The command holds the writing ends: with them open, the reading would never end.
        drop(self.command);
        let mut text = String::new();
        for_each_line(reader, |line| {
            println!("{line}");
            text.push_str(line);
            text.push('\n');
        })?;
        Ok(Captured { success: child.wait()?.success(), text })
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

fn for_each_line(reader: impl Read, mut read: impl FnMut(&str)) -> Result<()> {
    let mut lines = BufReader::new(reader);
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line)? > 0 {
        read(String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n']));
        io::stdout().flush()?;
        line.clear();
    }
    Ok(())
}
