//! Files that editors and systems leave lying about.

/// Tells whether a file of content is none: hidden, or an editor's.
pub(super) fn is_ignored(name: &str) -> bool {
    let is_editors = name.ends_with('~')
        || name.ends_with(".swp")
        || name.ends_with(".swx")
        || name == "4913"
        || (name.starts_with('#') && name.ends_with('#'));
    let is_systems = matches!(name, "Thumbs.db" | "desktop.ini" | "Icon\r" | "__MACOSX");
    name.starts_with('.') || is_editors || is_systems
}

/// Tells the same of a file of `static/`, where hidden files may be meant (`.well-known`,
/// `.htaccess`); but not the program's own, as in a folder that once held a site.
pub(super) fn is_ignored_in_static(name: &str) -> bool {
    matches!(name, ".DS_Store" | ".git" | ".gitkeep" | ".gitignore")
        || name.starts_with(".tertulia")
        || (!name.starts_with('.') && is_ignored(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_editors_leave_is_ignored() {
        for name in [".DS_Store", "a.md~", ".a.md.swp", "4913", "#a.md#", "Thumbs.db"] {
            assert!(is_ignored(name), "{name}");
        }
        assert!(!is_ignored("a.md"));
        assert!(!is_ignored_in_static(".well-known"));
        assert!(is_ignored_in_static(".DS_Store"));
        assert!(is_ignored_in_static(".tertulia-edition"));
    }
}
