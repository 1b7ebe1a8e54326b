//! `package.json` of the npm package: the template, the version of the crate, and the `exports` that follow from the list
//! of entries.

use anyhow::{Context, Result};
use mcp_errors::{Map, Value};

use crate::files;
use crate::workspace::Workspace;

/// Something that users import by name.
pub(crate) struct Entry {
    /// `None` is the package itself; `Some("x")` is `mcp-errors/x`.
    pub(crate) sub_path: Option<&'static str>,
    /// The module that it is bundled from, in `pkg-template`. A sub-path imports the package as `mcp-errors`, which stays
    /// an import: there is one copy of the classes.
    pub(crate) source: &'static str,
    /// Its typings, in `pkg-template`: one file that imports nothing relative.
    pub(crate) types: &'static str,
}

/// All entries. A new sub-path is one row.
pub(crate) const ENTRIES: &[Entry] = &[
    Entry { sub_path: None, source: "src/index.js", types: "generated/index.d.ts" },
    Entry {
        sub_path: Some("mcp-sdk"),
        source: "src/integrations/mcp-sdk/index.js",
        types: "src/integrations/mcp-sdk/types.d.ts",
    },
    Entry {
        sub_path: Some("opentelemetry"),
        source: "src/integrations/opentelemetry/index.js",
        types: "src/integrations/opentelemetry/types.d.ts",
    },
];

/// The wasm file, for those who load it themselves, and for workerd, which wants a file.
pub(crate) const WASM: &str = "mcp_errors.wasm";
const SCHEMA: &str = "schema/error-payload.schema.json";

impl Entry {
    /// How its files begin.
    pub(crate) fn stem(&self) -> &'static str {
        self.sub_path.unwrap_or("index")
    }

    /// The module that Node imports: it hands on what the `.cjs` file has, so that each class exists once.
    pub(crate) fn node(&self) -> String {
        self.sub_path.map_or_else(|| "node.mjs".to_owned(), |name| format!("{name}.node.mjs"))
    }

    /// Conditions in the order in which they are tried. `module` comes before `import` and `require`: bundlers take it for
    /// both, and so bundle one copy. Workers on workerd may not compile wasm from bytes, hence a file of their own.
    fn conditions(&self) -> Value {
        let stem = self.stem();
        let esm = |file: &str| target(&format!("./{stem}.d.ts"), file);
        let cjs = target(&format!("./{stem}.d.cts"), &format!("./{stem}.cjs"));
        let browser = esm(&format!("./{stem}.mjs"));
        let node = map([("import", esm(&format!("./{}", self.node()))), ("require", cjs.clone())]);
        let workerd = self.sub_path.is_none().then(|| ("workerd", esm("./workerd.mjs")));
        let others = [("node", node), ("module", browser.clone()), ("import", browser), ("require", cjs)];
        map(workerd.into_iter().chain(others))
    }
}

/// The text of `package.json`.
pub(crate) fn package_json(workspace: &Workspace) -> Result<String> {
    let template = files::read(&workspace.at("pkg-template/package.json"))?;
    let template: Value = template.parse().context("pkg-template/package.json is not JSON")?;
    let template = template.as_object().context("pkg-template/package.json is not an object")?;
    let mut out = Map::new();
    for (key, value) in template.iter() {
        out.insert(key, value.clone());
        if key == "name" {
            out.insert("version", workspace.version);
        }
        if key == "type" {
            out.insert("main", "./index.cjs");
            out.insert("module", "./index.mjs");
            out.insert("types", "./index.d.cts");
            out.insert("exports", exports());
        }
    }
    Ok(serde_json::to_string_pretty(&out)? + "\n")
}

fn exports() -> Value {
    let entries = ENTRIES.iter().map(|entry| {
        let name = entry.sub_path.map_or_else(|| ".".to_owned(), |name| format!("./{name}"));
        (name, entry.conditions())
    });
    let files = [("./package.json", "package.json"), ("./schema", SCHEMA), ("./mcp_errors.wasm", WASM)];
    let files = files.map(|(name, file)| (name.to_owned(), Value::from(format!("./{file}"))));
    map(entries.chain(files))
}

fn target(types: &str, file: &str) -> Value {
    map([("types", Value::from(types)), ("default", Value::from(file))])
}

fn map<K: Into<String>>(entries: impl IntoIterator<Item = (K, Value)>) -> Value {
    entries.into_iter().map(|(key, value)| (key.into(), value)).collect::<Map>().into()
}
