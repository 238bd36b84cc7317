//! What the watcher tells its consumer, and asks it.

use std::collections::BTreeSet;
use std::sync::Arc;

/// What changed since the last batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::preview) struct Batch {
    /// Paths from the root, parts separated by `/`, as in `content/guia/a.md`. A folder stands for
    /// all below it.
    pub(in crate::preview) paths: BTreeSet<Arc<str>>,
    /// Whether files or folders may have come, gone or changed their names. If not, the text of
    /// known files changed and nothing else.
    pub(in crate::preview) is_structural: bool,
    /// Whether everything must be looked at again; there are no paths then.
    pub(in crate::preview) is_whole: bool,
}

/// What the consumer knows by a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::preview) enum Known {
    /// A file whose text, if it changes, changes nothing about which files there are.
    File,
    /// A folder above such a file.
    Folder,
    /// Nothing.
    Not,
}

impl Known {
    /// Looks a path up among sorted paths of files.
    pub(in crate::preview) fn among(files: &[Arc<str>], path: &str) -> Self {
        let folder = format!("{path}/");
        let at = files.partition_point(|file| &**file < path);
        let below = files.partition_point(|file| **file < *folder);
        match (files.get(at), files.get(below)) {
            (Some(file), _) if **file == *path => Self::File,
            (_, Some(file)) if file.starts_with(&folder) => Self::Folder,
            _ => Self::Not,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_by_a_path() {
        let files = ["content/a.md", "content/b-c.md", "content/b/c.md"].map(Arc::from);
        for (path, known) in [
            ("content/a.md", Known::File),
            ("content/b", Known::Folder),
            ("content", Known::Folder),
            ("content/b/d.md", Known::Not),
            ("content/b/c.md/d", Known::Not),
            ("data", Known::Not),
        ] {
            assert_eq!(Known::among(&files, path), known, "{path}");
        }
    }
}
