//! Marks: how many bytes of a text may mean something to the Markdown parser. It holds every one
//! of them at once, so that a file of nothing else would take a hundred times its size and more.

/// Marks that a text may have: a tenth of this is a lot in the longest of articles.
const MARKS_MAX: usize = 1_000_000;

/// What may begin or end something, in a line or as a line.
const MARKS: &[u8] = b">[]()*_$\"'`<&|!~\\\n";

/// Says how many marks there are if there are too many.
pub(super) fn too_many(text: &str) -> Option<String> {
    if text.len() <= MARKS_MAX {
        return None;
    }
    let mut is_mark = [false; 256];
    for mark in MARKS {
        is_mark[usize::from(*mark)] = true;
    }
    let marks = text.bytes().filter(|byte| is_mark[usize::from(*byte)]).count();
    (marks > MARKS_MAX).then(|| format!("`> [ * $ | …`: {marks} > {MARKS_MAX}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_marks_count() {
        assert_eq!(too_many(&"a".repeat(5 * MARKS_MAX)), None);
        assert_eq!(too_many(&">".repeat(MARKS_MAX)), None);
        let told = too_many(&"a>".repeat(MARKS_MAX + 1));
        assert_eq!(told.as_deref(), Some("`> [ * $ | …`: 1000001 > 1000000"));
    }
}
