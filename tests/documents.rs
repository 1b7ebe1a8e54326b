//! The documents that are written by hand: their links lead somewhere, and the README stays short.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeSet;
use std::fs::read_to_string;
use std::path::Path;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
/// Where the npm README, which is read outside of the repository, links to.
const REPOSITORY: [&str; 2] = [
    "https://github.com/mcp-errors/mcp-errors/blob/main/",
    "https://github.com/mcp-errors/mcp-errors/tree/main/",
];

/// Its other links are paths in Rust, which rustdoc checks.
const CRATE: &str = "src/lib.rs";

const DOCUMENTS: &[&str] = &[
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "DESIGN.md",
    "README.md",
    "SECURITY.md",
    "docs/threat-model.md",
    "pkg-template/README.md",
    CRATE,
];

/// The targets of Markdown links in `text`: inline ones and definitions.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let inline = text.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
    let definitions = text.lines().filter_map(|line| line.split_once("]: "));
    inline.map(|(target, _)| target).chain(definitions.map(|(_, target)| target.trim()))
}

/// The anchors that GitHub makes of the headings in a document.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = text.lines().filter(|line| line.starts_with('#'));
    let slug = |heading: &str| {
        let words = heading.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
        words.chars().filter(|letter| letter.is_alphanumeric() || "-_".contains(*letter)).collect()
    };
    headings.map(slug).collect()
}

#[test]
fn links_lead_to_files_and_headings_that_exist() {
    let mut count = 0;
    for document in DOCUMENTS {
        let file = Path::new(ROOT).join(document);
        let text = read_to_string(&file).unwrap();
        for link in links(&text) {
            let in_repository = REPOSITORY.iter().find_map(|address| link.strip_prefix(address));
            if in_repository.is_none() && (link.contains("://") || *document == CRATE) {
                continue;
            }
            count += 1;
            let (path, anchor) = match in_repository.unwrap_or(link).split_once('#') {
                Some((path, anchor)) => (path, Some(anchor)),
                None => (in_repository.unwrap_or(link), None),
            };
            let base = if in_repository.is_some() { Path::new(ROOT) } else { file.parent().unwrap() };
            let target = if path.is_empty() { file.clone() } else { base.join(path) };
            assert!(target.exists(), "{document}: {link} leads nowhere");
            if let Some(anchor) = anchor {
                let headings = anchors(&read_to_string(&target).unwrap());
                assert!(headings.contains(anchor), "{document}: {link} has no such heading");
            }
        }
    }
    assert!(count > 30, "only {count} links were found");
}

#[test]
fn documents_that_are_read_elsewhere_have_absolute_links() {
    for document in ["pkg-template/README.md"] {
        let text = read_to_string(Path::new(ROOT).join(document)).unwrap();
        for link in links(&text) {
            assert!(link.starts_with("https://"), "{document}: {link} is relative");
        }
    }
}

#[test]
fn the_readme_stays_short_and_begins_with_the_two_commands() {
    let text = read_to_string(Path::new(ROOT).join("README.md")).unwrap();
    assert!(text.lines().count() < 150, "README.md has {} lines", text.lines().count());
    let first_screen: Vec<&str> = text.lines().take(20).collect();
    for command in ["$ cargo xtask demo ", "$ cargo xtask test "] {
        assert!(first_screen.iter().any(|line| line.starts_with(command)), "{command}is not near the top");
    }
}

/// The source files of a step, `a/b.rs` or `c.js` in backticks: as they stand, or in one of these folders.
const FOLDERS: &[&str] = &["", "src", "src/redact", "pkg-template", "pkg-template/src"];

/// The text of a source file that a document names; `None` if it is a file of none of the folders.
fn source(name: &str) -> Option<String> {
    FOLDERS.iter().find_map(|folder| read_to_string(Path::new(ROOT).join(folder).join(name)).ok())
}

/// Whether a word is the name of a source file.
fn is_source(word: &str) -> bool {
    Path::new(word).extension().is_some_and(|end| ["rs", "js", "mjs"].iter().any(|known| end == *known))
}

#[test]
fn source_files_that_documents_name_exist() {
    let mut count = 0;
    for document in ["CONTRIBUTING.md", "DESIGN.md"] {
        let text = read_to_string(Path::new(ROOT).join(document)).unwrap();
        for word in text.split('`').filter(|word| is_source(word)) {
            assert!(source(word).is_some(), "{document}: there is no {word}");
            count += 1;
        }
    }
    assert!(count > 60, "only {count} files were found");
}

#[test]
fn the_three_walks_of_the_design_name_what_is_in_their_files() {
    let design = read_to_string(Path::new(ROOT).join("DESIGN.md")).unwrap();
    let (_, walks) = design.split_once("## Three values followed by name").unwrap();
    let (walks, _) = walks.split_once("\n## ").unwrap();
    let mut count = 0;
    for step in
        walks.replace("\n   ", " ").lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit()))
    {
        let (files, names): (Vec<&str>, Vec<&str>) =
            step.split('`').skip(1).step_by(2).partition(|word| is_source(word));
        let sources: Vec<String> = files
            .iter()
            .map(|file| source(file).unwrap_or_else(|| panic!("{step}\nno file {file}")))
            .collect();
        for name in names.iter().filter(|name| name.chars().all(|c| c.is_alphanumeric() || "_:.".contains(c)))
        {
            let last = name.rsplit([':', '.']).next().unwrap();
            assert!(sources.iter().any(|text| text.contains(last)), "{step}\nno {name} in {files:?}");
            count += 1;
        }
    }
    assert!(count > 60, "only {count} names were found");
}
