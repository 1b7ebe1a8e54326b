//! Stacks: the frames that runtimes print, a line each.

/// Lines above frames, and the start of a frame in Python.
const HEADS: &[&[u8]] = &[b"File \"", b"Traceback (", b"stack backtrace:", b"goroutine "];

/// The length of the frames at the start of `text`, with the line breaks between them; 0 if there are none.
pub(super) fn length(text: &[u8]) -> usize {
    let mut end = 0;
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let length = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
        let line = rest.get(..length).unwrap_or_default();
        let bare = line.trim_ascii();
        // Python quotes and underlines the source, and the JVM has frames without a place.
        let is_indented = end > 0 && matches!(line, [b'\t', ..] | [b' ', b' ', b' ', b' ', ..]);
        if bare.is_empty() || !(is_indented || is_frame(bare)) {
            break;
        }
        end = at + length;
        at = end + 1;
    }
    end
}

/// Whether a trimmed line is a frame of V8, the JVM, .NET, Python or Rust, or stands above frames.
fn is_frame(line: &[u8]) -> bool {
    match line {
        [b'a', b't', b' ', b'!'..=b'/' | b':'..=0xff, rest @ ..] => {
            // `… (/a/b.js:10:5)`, `… (<anonymous>)`, `/a/b.js:10:5`, `… in C:\a\b.cs:line 42`
            let (inner, is_closed) = match rest {
                [inner @ .., b')'] => (inner, true),
                _ => (rest, false),
            };
            let mut place = inner;
            while let [before @ .., b'0'..=b'9'] = place {
                place = before;
            }
            inner.ends_with(b"<anonymous>")
                || (place.len() < inner.len()
                    && (is_closed || place.last() == Some(&b':') || inner.contains(&b'(')))
        }
        // `12: core::panicking::panic`
        [b'0'..=b'9', b':', b' ', rest @ ..] | [b'0'..=b'9', b'0'..=b'9', b':', b' ', rest @ ..] => {
            !rest.contains(&b' ') && rest.contains(&b':')
        }
        _ => HEADS.iter().any(|head| line.starts_with(head)),
    }
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
            r"at Acme.Store.Load() in C:\src\Store.cs:line 42",
            "File \"/srv/app/main.py\", line 3, in run",
            "Traceback (most recent call last):",
            "4: core::panicking::panic_fmt",
            "goroutine 1 [running]:",
        ];
        for line in frames {
            assert!(is_frame(line.as_bytes()), "{line}");
        }
        let prose =
            ["", "at least one", "at the end (see below)", "at 10:30", "at line 12", "4: must be positive"];
        for line in prose {
            assert!(!is_frame(line.as_bytes()), "{line}");
        }
    }

    #[test]
    fn frames_end_at_the_first_other_line() {
        let cases = [
            ("none", "a\nb", ""),
            ("two", "at a (b.js:1:2)\n    at c (d.js:3:4)\nnote", "at a (b.js:1:2)\n    at c (d.js:3:4)"),
            (
                "without a place",
                "at a (b.js:1:2)\n\tat f(Native Method)\n",
                "at a (b.js:1:2)\n\tat f(Native Method)",
            ),
            (
                "Python",
                "Traceback (most recent call last):\n  File \"a.py\", line 1, in f\n    run(secret)\n    ^^^^\nValueError: x",
                "Traceback (most recent call last):\n  File \"a.py\", line 1, in f\n    run(secret)\n    ^^^^",
            ),
        ];
        for (name, text, expected) in cases {
            assert_eq!(text.get(..length(text.as_bytes())), Some(expected), "{name}");
        }
    }
}
