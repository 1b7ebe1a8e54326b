//! Stacks: the lines that a runtime writes about its calls.

use super::STACK;

/// `text` with each run of frames as one marker; `None` if there is no frame in it.
pub(super) fn hide(text: &str) -> Option<String> {
    let mut out: Option<String> = None;
    let mut was_frame = false;
    // Where the line begins, of which the marker that was written last stands for the first.
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_ascii();
        let is_frame = is_frame(bare) || (was_frame && is_beside(line, bare));
        if is_frame {
            let out = out.get_or_insert_with(|| text.get(..start).unwrap_or_default().to_owned());
            if was_frame {
                // The line break before it belongs to the run.
            } else {
                out.push_str(STACK);
            }
        } else if let Some(out) = &mut out {
            if was_frame {
                out.push('\n');
            }
            out.push_str(line);
        }
        was_frame = is_frame;
        start += line.len();
    }
    if was_frame && text.ends_with('\n') {
        out.as_mut()?.push('\n');
    }
    out
}

/// Whether a line without its margins is a frame of V8, the JVM, .NET, Python, Rust, Firefox or Go, or a heading of frames.
fn is_frame(line: &str) -> bool {
    let bytes = line.as_bytes();
    match bytes {
        b"" => return false,
        [b'a', b't', b' ', first, ..] => {
            let inner = line.strip_suffix(')').unwrap_or(line);
            let place = trim_digits(inner);
            let has_number = place.len() < inner.len();
            return !first.is_ascii_digit()
                && ((has_number
                    && (place.ends_with(':') || place.ends_with("line ") || inner.len() < line.len()))
                    || ["<anonymous>", "native", "Native Method", "Unknown Source"]
                        .iter()
                        .any(|end| inner.ends_with(end)));
        }
        [b'0'..=b'9', ..] => {
            let rest = line.trim_start_matches(|digit: char| digit.is_ascii_digit()).as_bytes();
            // `12: core::panicking::panic`
            return rest.starts_with(b": ")
                && !rest.get(2..).unwrap_or_default().contains(&b' ')
                && rest.windows(2).any(|pair| pair == b"::");
        }
        _ => {}
    }
    if line.ends_with(|end: char| end.is_ascii_digit()) && bytes.contains(&b'@') && !bytes.contains(&b' ') {
        // `load@https://app.example/main.js:10:5`
        let place = trim_digits(line);
        return place.strip_suffix(':').is_some_and(|place| trim_digits(place).len() < place.len());
    }
    ["File \"", "Traceback (", "stack backtrace:", "goroutine "].iter().any(|head| line.starts_with(head))
}

/// Whether a line is there only because of the frame before it: the source that Python quotes, and what it underlines.
fn is_beside(line: &str, bare: &str) -> bool {
    line.starts_with("    ") || (!bare.is_empty() && bare.bytes().all(|byte| matches!(byte, b'^' | b'~')))
}

fn trim_digits(text: &str) -> &str {
    text.trim_end_matches(|digit: char| digit.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames() {
        let frames = [
            "at run (/srv/app/index.js:10:5)",
            "at async Promise.all (index 0)",
            "at new Store (<anonymous>)",
            "at node:internal/process/task_queues:95:5",
            "at com.acme.Main.run(Main.java:12)",
            "at java.lang.Thread.run(Native Method)",
            r"at Acme.Store.Load() in C:\src\Store.cs:line 42",
            "File \"/srv/app/main.py\", line 3, in run",
            "Traceback (most recent call last):",
            "4: core::panicking::panic_fmt",
            "load@https://app.example/main.js:10:5",
            "goroutine 1 [running]:",
        ];
        for line in frames {
            assert!(is_frame(line), "{line}");
        }
        let prose = [
            "",
            "at least one",
            "at the end (see below)",
            "at 10:30",
            "4: must be positive",
            "ada@example.com",
        ];
        for line in prose {
            assert!(!is_frame(line), "{line}");
        }
    }

    #[test]
    fn runs_become_one_marker() {
        let cases = [
            ("none", "a\nb", None),
            (
                "in the middle",
                "Error: x\n    at a (b.js:1:2)\n    at c (d.js:3:4)\nnote",
                Some("Error: x\n[STACK]\nnote"),
            ),
            ("at the end", "x\n  at a (b.js:1:2)\n", Some("x\n[STACK]\n")),
            ("alone", "at a (b.js:1:2)", Some("[STACK]")),
            (
                "Python",
                "Traceback (most recent call last):\n  File \"a.py\", line 1, in f\n    run(secret)\n    ^^^^\nValueError: x",
                Some("[STACK]\nValueError: x"),
            ),
        ];
        for (name, text, expected) in cases {
            let hidden = hide(text);
            assert_eq!(hidden.as_deref(), expected, "{name}");
            assert_eq!(hidden.and_then(|once| hide(&once)), None, "{name}: twice");
        }
    }
}
