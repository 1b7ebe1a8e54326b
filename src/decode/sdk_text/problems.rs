//! Lists of what is wrong with which argument, as validators print them.

use crate::substring;

/// One text per problem, which begins with the path of its field if the list names one.
///
/// pydantic prints a line with the path and indented lines with the problem, the TypeScript SDK `problem at path` for each
/// issue of Zod, Standard Schema `path: problem, path: problem`. Any other line is one problem.
pub(super) fn problems(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in text.split('\n') {
        if let Some(problem) = line.strip_prefix("  ") {
            // A line with more indentation says where to read more.
            if !problem.starts_with(' ') {
                let (problem, _) = substring::split_once(problem, " [type=").unwrap_or((problem, ""));
                append(&mut found, ": ", problem);
            }
        } else if let Some((problem, path)) = split_path(line) {
            found.push(format!("{path}: {problem}"));
        } else if !line.is_empty() {
            for (at, part) in substring::split(line.strip_suffix(", ").unwrap_or(line), ", ").enumerate() {
                // A comma that no path follows belongs to the problem.
                if at == 0 || substring::split_once(part, ": ").is_some_and(|(path, _)| is_word(path)) {
                    found.push(part.to_owned());
                } else {
                    append(&mut found, ", ", part);
                }
            }
        }
    }
    found
}

/// Appends to the last item of a list.
fn append(found: &mut [String], separator: &str, text: &str) {
    if let Some(last) = found.last_mut() {
        last.push_str(separator);
        last.push_str(text);
    }
}

/// The parts of `problem at path`.
///
/// The path follows the last ` at `: problems say `at least` and `at most`. A path is one word, unless a key in it has
/// spaces. The end of a sentence has spaces too, so that such a path counts only behind a problem that begins as Zod's
/// do, with a capital; serde ends its sentences, which do not, in `at line 1 column 2`.
fn split_path(line: &str) -> Option<(&str, &str)> {
    let (problem, path) = substring::rsplit_once(line, " at ")?;
    let is_amount = path.starts_with("least ") || path.starts_with("most ");
    let is_path =
        is_word(path) || (problem.starts_with(|first: char| first.is_ascii_uppercase()) && !is_amount);
    (is_path && !path.is_empty()).then_some((problem, path))
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && !text.bytes().any(|byte| byte.is_ascii_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_begin_with_the_path_of_their_field() {
        let cases: [(&str, &str, &[&str]); 12] = [
            (
                "pydantic",
                "limit\n  Input should be a valid integer [type=int_parsing, input_value='ten']\n    For further information visit x\n\
                 filters.0.name\n  Field required [type=missing]",
                &["limit: Input should be a valid integer", "filters.0.name: Field required"],
            ),
            (
                "Zod, a line each",
                "Invalid input: expected number, received string at limit\nToo small at filters[0].limit",
                &["limit: Invalid input: expected number, received string", "filters[0].limit: Too small"],
            ),
            (
                "Zod, an amount before the path",
                "String must contain at least 1 character(s) at name\nArray must contain at most 3 element(s) at tags[0].names",
                &[
                    "name: String must contain at least 1 character(s)",
                    "tags[0].names: Array must contain at most 3 element(s)",
                ],
            ),
            (
                "Zod, an amount and no path",
                "Array must contain at least 1 element(s)\nPick at most 3",
                &["Array must contain at least 1 element(s)", "Pick at most 3"],
            ),
            (
                "Zod, `at` in the problem",
                "Pick a time at noon at schedule.start",
                &["schedule.start: Pick a time at noon"],
            ),
            (
                "Zod, spaces in the path",
                "Required at address.zip code\nToo small at unit prices[2].per kilo",
                &["address.zip code: Required", "unit prices[2].per kilo: Too small"],
            ),
            (
                "Standard Schema, an amount",
                "name: String must contain at least 1 character(s), tags: Pick at most 3",
                &["name: String must contain at least 1 character(s)", "tags: Pick at most 3"],
            ),
            (
                "serde, the place in a text",
                "missing field `limit` at line 1 column 2",
                &["missing field `limit` at line 1 column 2"],
            ),
            (
                "Standard Schema, on one line",
                "limit: Invalid input: expected number, received string, name: Required",
                &["limit: Invalid input: expected number, received string", "name: Required"],
            ),
            (
                "serde",
                "invalid type: string \"ten\", expected u32",
                &["invalid type: string \"ten\", expected u32"],
            ),
            ("a sentence", "must be positive", &["must be positive"]),
            ("nothing", "", &[]),
        ];
        for (name, text, expected) in cases {
            assert_eq!(problems(text), expected, "{name}");
        }
    }
}
