//! The layers of `src/`: imports run downward, and files import each other in no circle.
//!
//! Reads `use` declarations and paths in code, as syn parses them; what a macro is given is not seen. A name that a
//! `mod.rs` only re-exports counts as one of the file that defines it. Code for tests is left out.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result, bail};
use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};

use crate::files;
use crate::workspace::Workspace;

/// The modules at the root of `src/`, lowest first. Each may use those before it.
const ORDER: &[&str] = &[
    "limits",
    "chars",
    "substring",
    "siphash",
    "word_set",
    "telemetry",
    "host",
    "time",
    "notes",
    "kind",
    "json",
    "redact",
    "view",
    "error",
    "settings",
    "display",
    "wire",
    "schema",
    "decode",
    "ffi",
    "integrations",
];

/// Parts of a path behind `crate`.
type Segments = Vec<String>;

/// A file of `src/`.
#[derive(Default)]
struct Module {
    /// As it is shown.
    file: String,
    /// What it uses, with the lines.
    uses: Vec<(usize, Segments)>,
    /// What it re-exports, by name.
    exports: BTreeMap<String, Segments>,
}

/// Fails if a module uses one above it, or if files use each other in a circle.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    let source = workspace.at("src");
    let mut texts = BTreeMap::new();
    for file in files::under(&source)?.into_iter().filter(|file| file.extension().is_some_and(|e| e == "rs"))
    {
        let inner = file.strip_prefix(&source)?;
        texts.insert(segments(inner), (inner.display().to_string(), files::read(&file)?));
    }
    let problems = problems(&texts)?;
    if problems.is_empty() { Ok(()) } else { bail!("in src:\n  {}", problems.join("\n  ")) }
}

/// The module of a file: `redact/text/mod.rs` is `redact::text`.
fn segments(file: &Path) -> Segments {
    let mut parts: Segments =
        file.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if parts.last().is_some_and(|part| part == "mod" || part == "lib") {
        parts.pop();
    }
    parts
}

fn problems(texts: &BTreeMap<Segments, (String, String)>) -> Result<Vec<String>> {
    let mut modules = BTreeMap::new();
    for (path, (file, text)) in texts {
        let parsed = syn::parse_file(text).with_context(|| file.clone())?;
        let mut reader =
            Reader { path: path.clone(), module: Module::default(), names: texts.keys().collect() };
        reader.visit_file(&parsed);
        modules.insert(path.clone(), Module { file: file.clone(), ..reader.module });
    }
    let mut found = Vec::new();
    let mut arrows: BTreeMap<&Segments, BTreeSet<&Segments>> = BTreeMap::new();
    for (path, module) in modules.iter().filter(|(path, _)| !path.is_empty()) {
        let own = place(path)?;
        for (line, used) in &module.uses {
            let Some(target) = definer(&modules, used.clone()).filter(|target| *target != path) else {
                continue;
            };
            if target.is_empty() || place(target)? > own {
                let name = if target.is_empty() { "the root".to_owned() } else { target.join("::") };
                found.push(format!("{}:{line} uses {name}, which is above it", module.file));
            }
            arrows.entry(path).or_default().insert(target);
        }
    }
    let file = |path: &&Segments| modules.get(*path).map_or_else(String::new, |module| module.file.clone());
    for circle in circles(&arrows) {
        found.push(format!("a circle: {}", circle.iter().map(file).collect::<Vec<_>>().join(", ")));
    }
    Ok(found)
}

/// The place of a module in the order of the layers.
fn place(path: &Segments) -> Result<usize> {
    let room = path.first().map_or("", String::as_str);
    let place = ORDER.iter().position(|name| *name == room);
    place.with_context(|| format!("`{room}` has no layer; give it its place in xtask/src/layers.rs"))
}

/// The module that defines what a path names.
fn definer(modules: &BTreeMap<Segments, Module>, mut path: Segments) -> Option<&Segments> {
    // A chain of re-exports ends: one that led back to itself would not compile.
    for _ in 0..8 {
        let (name, module) =
            (0..=path.len()).rev().find_map(|length| modules.get_key_value(path.get(..length)?))?;
        let Some((item, rest)) = path.get(name.len()..).and_then(<[String]>::split_first) else {
            return Some(name);
        };
        match module.exports.get(item) {
            Some(target) => path = [target.as_slice(), rest].concat(),
            None => return Some(name),
        }
    }
    None
}

/// The groups of modules that reach each other.
fn circles<'a>(arrows: &BTreeMap<&'a Segments, BTreeSet<&'a Segments>>) -> Vec<Vec<&'a Segments>> {
    let reach = |from: &'a Segments| {
        let mut reached = BTreeSet::new();
        let mut open: Vec<&Segments> = vec![from];
        while let Some(next) = open.pop() {
            for &target in arrows.get(next).into_iter().flatten() {
                if reached.insert(target) {
                    open.push(target);
                }
            }
        }
        reached
    };
    let reached: BTreeMap<_, _> = arrows.keys().map(|from| (*from, reach(from))).collect();
    let both = |a: &Segments, b: &Segments| {
        let goes = |from, to| reached.get(from).is_some_and(|set| set.contains(to));
        goes(a, b) && goes(b, a)
    };
    let mut found: Vec<Vec<&Segments>> = Vec::new();
    for &module in arrows.keys() {
        if !both(module, module) || found.iter().flatten().any(|other| *other == module) {
            continue;
        }
        found.push(arrows.keys().copied().filter(|other| both(module, other)).collect());
    }
    found
}

/// Collects what a file uses.
struct Reader<'a> {
    /// The module that is being read: that of the file, or one in it.
    path: Segments,
    module: Module,
    /// All modules that are files.
    names: BTreeSet<&'a Segments>,
}

impl Reader<'_> {
    /// A path behind `crate`, if it begins with `crate`, `self`, `super` or a module below this one.
    fn absolute(&self, given: &[String]) -> Option<Segments> {
        let (first, rest) = given.split_first()?;
        let mut path = match first.as_str() {
            "crate" => Vec::new(),
            "self" => self.path.clone(),
            "super" => self.path.split_last()?.1.to_vec(),
            _ => {
                let below = self.path.iter().chain([first]).cloned().collect();
                return self.names.contains(&below).then(|| [below, rest.to_vec()].concat());
            }
        };
        for part in rest {
            match part.as_str() {
                "super" => drop(path.pop()),
                "self" => {}
                _ => path.push(part.clone()),
            }
        }
        Some(path)
    }

    fn used(&mut self, line: usize, given: &[String]) {
        self.module.uses.extend(self.absolute(given).map(|path| (line, path)));
    }

    /// The paths of a `use`, each with the name that it is known by.
    fn paths(tree: &syn::UseTree, before: &[String]) -> Vec<(Segments, String)> {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            syn::UseTree::Path(path) => Self::paths(&path.tree, &with(&path.ident)),
            syn::UseTree::Name(name) => vec![(with(&name.ident), name.ident.to_string())],
            syn::UseTree::Rename(name) => vec![(with(&name.ident), name.rename.to_string())],
            syn::UseTree::Glob(_) => vec![(before.to_vec(), "*".to_owned())],
            syn::UseTree::Group(group) => {
                group.items.iter().flat_map(|item| Self::paths(item, before)).collect()
            }
        }
    }
}

fn is_for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let list = attribute.meta.require_list();
        attribute.path().is_ident("cfg") && list.is_ok_and(|list| list.tokens.to_string() == "test")
    })
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !is_for_tests(&item.attrs) {
            self.path.push(item.ident.to_string());
            visit::visit_item_mod(self, item);
            self.path.pop();
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if is_for_tests(&item.attrs) {
            return;
        }
        for (given, name) in Self::paths(&item.tree, &[]) {
            if matches!(item.vis, syn::Visibility::Inherited) {
                self.used(item.span().start().line, &given);
            } else if let Some(path) = self.absolute(&given) {
                self.module.exports.insert(name, path);
            }
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let given: Segments = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if given.len() > 1 {
            self.used(path.span().start().line, &given);
        }
        visit::visit_path(self, path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uses_of_higher_modules_and_circles_are_found() {
        type Row<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a [&'a str]);
        let cases: &[Row<'_>] = &[
            ("down", &[("error/mod.rs", "use crate::json::Value;"), ("json.rs", "")], &[]),
            (
                "up",
                &[("json.rs", "fn a() {}\nuse crate::error::McpError;"), ("error.rs", "")],
                &["json.rs:2 uses error, which is above it"],
            ),
            (
                "up, in an expression",
                &[("json.rs", "fn a() { crate::error::b(); }"), ("error.rs", "")],
                &["json.rs:1 uses error, which is above it"],
            ),
            (
                "up, in a group, by a name at the root",
                &[
                    ("lib.rs", "pub use error::McpError as Error;"),
                    ("json.rs", "use crate::{limits, Error};"),
                    ("error.rs", ""),
                    ("limits.rs", ""),
                ],
                &["json.rs:1 uses error, which is above it"],
            ),
            (
                "what only tests use",
                &[("json.rs", "#[cfg(test)]\nmod tests { use crate::error::b; }"), ("error.rs", "")],
                &[],
            ),
            ("a comment", &[("json.rs", "/// See [`crate::error`].\nfn a() {}"), ("error.rs", "")], &[]),
            (
                "a circle in a room",
                &[
                    ("json/mod.rs", "mod a;"),
                    ("json/a.rs", "use super::b::B;"),
                    ("json/b.rs", "use super::a;"),
                ],
                &["a circle: json/a.rs, json/b.rs"],
            ),
            (
                "a re-export is no circle",
                &[
                    ("json/mod.rs", "pub(crate) use a::A;\npub(crate) use b::B;"),
                    ("json/a.rs", "use super::B;"),
                    ("json/b.rs", ""),
                ],
                &[],
            ),
            (
                "a circle over a re-export",
                &[
                    ("json/mod.rs", "pub(crate) use a::A;"),
                    ("json/a.rs", "use crate::json::b::B;"),
                    ("json/b.rs", "use crate::json::A;"),
                ],
                &["a circle: json/a.rs, json/b.rs"],
            ),
        ];
        for (name, files, expected) in cases {
            let texts = files
                .iter()
                .map(|(file, text)| (segments(Path::new(file)), ((*file).to_owned(), (*text).to_owned())))
                .collect();
            assert_eq!(problems(&texts).unwrap(), *expected, "{name}");
        }
        let texts = [(vec!["unheard_of".to_owned()], (String::new(), "use crate::json::A;".to_owned()))];
        assert!(problems(&BTreeMap::from(texts)).is_err(), "a module without a layer");
    }
}
