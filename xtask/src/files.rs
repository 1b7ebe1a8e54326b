//! Walking, copying and fingerprinting folders.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The names of folders that no task reads.
const SKIPPED: &[&str] = &[".git", "dist", "node_modules", "target"];

/// Returns all files under `path`, sorted: `path` itself if it is a file, none if it does not exist.
pub(crate) fn under(path: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    collect(path, &mut found)?;
    found.sort();
    Ok(found)
}

fn collect(path: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    if path.is_file() {
        found.push(path.to_path_buf());
    } else if path.is_dir() {
        for entry in fs::read_dir(path).with_context(|| format!("cannot read `{}`", path.display()))? {
            let entry = entry?;
            if !SKIPPED.iter().any(|name| entry.file_name() == *name) {
                collect(&entry.path(), found)?;
            }
        }
    }
    Ok(())
}

pub(crate) fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read `{}`", path.display()))
}

/// Writes a file and the folders above it.
pub(crate) fn write(path: &Path, contents: impl AsRef<[u8]>) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, contents).with_context(|| format!("cannot write `{}`", path.display()))
}

/// Copies a file, or a folder with the files that [`under`] finds in it.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<()> {
    for file in under(from)? {
        let target = match file.strip_prefix(from) {
            Ok(inner) if !inner.as_os_str().is_empty() => to.join(inner),
            _ => to.to_path_buf(),
        };
        let bytes = fs::read(&file).with_context(|| format!("cannot read `{}`", file.display()))?;
        write(&target, bytes)?;
    }
    Ok(())
}

/// Makes `path` an empty folder.
pub(crate) fn fresh(path: &Path) -> Result<()> {
    if path.exists() {
        fs::remove_dir_all(path).with_context(|| format!("cannot remove `{}`", path.display()))?;
    }
    fs::create_dir_all(path).with_context(|| format!("cannot create `{}`", path.display()))
}

/// Returns a hash of the names and contents of files. It is equal if nothing has changed.
pub(crate) fn fingerprint(paths: &[PathBuf]) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for path in paths {
        for file in under(path)? {
            file.hash(&mut hasher);
            fs::read(&file)?.hash(&mut hasher);
        }
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// Whether `stamp` holds this fingerprint: what the last run wrote when it was done.
pub(crate) fn is_stamped(stamp: &Path, fingerprint: &str) -> bool {
    fs::read_to_string(stamp).is_ok_and(|text| text == fingerprint)
}
